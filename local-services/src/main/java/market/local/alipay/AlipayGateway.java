package market.local.alipay;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The running stand-in for the payment institution. Configure the engine from its accessors. */
public final class AlipayGateway implements AutoCloseable {
    static final String APP_ID = "9021000100000001";
    static final String SELLER_ID = "2088000000000001";
    static final String BUYER_ID = "2088000000000002";
    static final String BUYER_LOGON = "159****5620";

    private final AlipayKeys keys;
    private final AlipayCertificates certificates;
    private final Faults faults = new Faults();
    private final Journal journal;
    private final Notifier notifier;
    private final TradeBook book;
    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private AlipayGateway(AlipayGatewayConfig config) throws IOException {
        keys = AlipayKeys.inFolder(config.folder());
        certificates = new AlipayCertificates(keys, config.clock());
        server = bind(config);
        journal = new Journal(config.folder().resolve("journal.jsonl"));
        notifier = new Notifier(certificates, config.repeatDelays(), faults);
        book = new TradeBook(journal, new NoticeWriter(config.clock()), config.clock(), this::deliver);
        var intake = new OrderIntake(book, config.clock());
        var bills = new BillEndpoint(book, faults, config.clock());
        var merges = new MergeMethods(book, intake);
        var parties = new PartyMethods(book, faults, config.clock());
        var methods = new TradeMethods(book, intake, address(), bills, certificates, merges, parties, faults);
        server.setExecutor(requests);
        server.createContext("/gateway.do", new GatewayEndpoint(keys, certificates, methods, intake, merges, faults));
        server.createContext("/cashier/", new CashierEndpoint(book, keys, config.clock()));
        server.createContext("/bill/", bills);
        server.createContext("/dev/", new DevEndpoint(book, notifier, faults));
    }

    public static AlipayGateway start(AlipayGatewayConfig config) {
        try {
            var gateway = new AlipayGateway(config);
            gateway.server.start();
            gateway.book.pendingNotices().forEach(gateway::deliver);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("The local Alipay gateway cannot start", e);
        }
    }

    /** A freely chosen port is kept when it is still free, so that addresses handed out before keep their meaning. */
    private static HttpServer bind(AlipayGatewayConfig config) throws IOException {
        if (config.port() != 0) {
            return bind(config.port());
        }
        Path note = config.folder().resolve("port");
        HttpServer server = null;
        if (Files.exists(note)) {
            try {
                server = bind(Integer.parseInt(Files.readString(note)));
            } catch (IOException | NumberFormatException _) {
                // Taken by somebody else meanwhile: another one is as good.
            }
        }
        HttpServer bound = server == null ? bind(0) : server;
        Files.writeString(note, Integer.toString(bound.getAddress().getPort()));
        return bound;
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    }

    private void deliver(Notice notice) {
        notifier.begin(notice, settled -> book.settle(settled));
    }

    /** {@code http://127.0.0.1:PORT} */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the payment adapter is to call. */
    public String serverUrl() {
        return address() + "/gateway.do";
    }

    public String appId() {
        return APP_ID;
    }

    public String sellerId() {
        return SELLER_ID;
    }

    /** The application's private key, Base64 of PKCS#8, as the SDK wants it. */
    public String appPrivateKeyPkcs8() {
        return AlipayKeys.base64(keys.application().getPrivate().getEncoded());
    }

    /** The institution's public key, Base64 of X.509, as the SDK wants it. */
    public String alipayPublicKey() {
        return AlipayKeys.base64(keys.institution().getPublic().getEncoded());
    }

    /** The application's certificate; whoever asks for it works with certificates from then on. */
    public String appCertificate() {
        notifier.nameCertificate();
        return certificates.applicationPem();
    }

    public String alipayCertificate() {
        return certificates.institutionPem();
    }

    public String rootCertificate() {
        return certificates.rootPem();
    }

    /** The institution signs with another key from now on, under another certificate. */
    public void rotateCertificate() {
        certificates.rotate();
    }

    /** The buyer pays within the app, without a cashier of ours. */
    public void payInApp(String tradeNo) {
        book.tradeByNumber(tradeNo).ifPresent(trade -> book.pay(trade.order().outTradeNo()));
    }

    /** {@code TRADE_SUCCESS 42.00 refunded 10.00}: what the institution's own books say; empty when it knows nothing. */
    public String books(String outTradeNo) {
        return book.trade(outTradeNo)
                .map(trade -> trade.status() + " "
                        + (trade.paidMillis() > 0 ? trade.order().totalAmount() : "0.00") + " refunded "
                        + trade.refundFee().setScale(2))
                .orElse("");
    }

    /** {@code let go 88.00, shared 8.80}: what became of a sub-merchant's payment, less what was taken back. */
    public String shares(String outTradeNo) {
        return book.trade(outTradeNo)
                .map(trade -> "let go " + trade.shares().confirmed().setScale(2) + ", shared "
                        + trade.shares().shares().stream()
                                .map(Shares.Share::receiver)
                                .distinct()
                                .map(trade::shareOf)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .setScale(2))
                .orElse("");
    }

    /** In fen: what is in the platform's own account from shares, less what was paid out of it. */
    public long platformBalance() {
        var shares =
                book.trades().stream().map(trade -> trade.shareOf(SELLER_ID)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return book.transfers().stream()
                .filter(transfer -> transfer.status().equals("SUCCESS"))
                .map(Transfer::amount)
                .reduce(shares, BigDecimal::subtract)
                .movePointRight(2)
                .longValueExact();
    }

    /** The institution no longer lets a merchant be paid. */
    public void suspendMerchant(String smid) {
        book.subMerchants().stream()
                .filter(merchant -> merchant.smid().equals(smid))
                .forEach(merchant -> book.change(merchant.turned(SubMerchant.REFUSED, "涉嫌违规，已清退")));
    }

    /** A copy of the fields with {@code sign} and {@code sign_type}, as the institution would send them. */
    public Map<String, String> signNotification(Map<String, String> fields) {
        return notifier.sign(fields);
    }

    /** Somebody gives money back in the institution's own console: under a number that no shop knows. */
    public void refundElsewhere(String outTradeNo, String yuan) {
        book.refund(outTradeNo, UUID.randomUUID().toString(), new BigDecimal(yuan).setScale(2));
    }

    public void inject(Fault fault, int calls) {
        faults.inject(fault, calls);
    }

    /** Lets the next calls of the gateway wait before anything is done. */
    public void slowDown(Duration delay, int calls) {
        faults.slow(delay, calls);
    }

    public void clearFaults() {
        faults.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        notifier.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
