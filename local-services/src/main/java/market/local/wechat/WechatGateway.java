package market.local.wechat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The running stand-in. Configure the engine from its accessors. What it knows is gone when it is closed. */
public final class WechatGateway implements AutoCloseable {

    static final String MERCHANT = "1900000109";
    static final String APP_ID = "wxd678efh567hg6787";
    static final String MERCHANT_SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092026112300000000000001";
    static final String API_KEY = "a-local-stand-in-key-of-32-bytes";

    private final KeyPair merchant = keys();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WechatBook book;
    private final WechatNotifier notifier;
    /** How many of the next answers are lost after the deed. */
    final AtomicInteger lostAnswers = new AtomicInteger();

    private final KeyPair institution = keys();
    private final WechatSigning signing = new WechatSigning(new WechatSigning.Named(institution, PUBLIC_KEY_ID));
    private final WechatCertificates certificates;
    private final AtomicInteger listings = new AtomicInteger();

    private WechatGateway(Clock clock) throws IOException {
        certificates = new WechatCertificates(clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        notifier = new WechatNotifier(signing, threads);
        book = new WechatBook(clock, notifier::tell);
        server.setExecutor(threads);
        server.createContext("/v3/", new WechatEndpoint(this, book, signing, merchant.getPublic()));
        server.createContext("/cashier/", new WechatCashier(book));
    }

    public static WechatGateway start(Clock clock) {
        try {
            var gateway = new WechatGateway(clock);
            gateway.server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("The local WeChat Pay gateway cannot start", e);
        }
    }

    static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code http://127.0.0.1:PORT} */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String merchantId() {
        return MERCHANT;
    }

    public String appId() {
        return APP_ID;
    }

    public String merchantSerial() {
        return MERCHANT_SERIAL;
    }

    public String merchantPrivateKey() {
        return pem("PRIVATE KEY", merchant.getPrivate());
    }

    public String publicKeyId() {
        return PUBLIC_KEY_ID;
    }

    public String publicKey() {
        return pem("PUBLIC KEY", institution.getPublic());
    }

    public String apiKey() {
        return API_KEY;
    }

    /** In place of the public key from now on, a certificate of its own. */
    public void signByCertificate(Duration lifetime) {
        var next = keys();
        signing.change(new WechatSigning.Named(next, certificates.issue(next, lifetime)));
    }

    /** From now on everything is signed by somebody who got a certificate into the list that the root knows nothing of. */
    public void signByFalseCertificate() {
        var next = keys();
        signing.change(new WechatSigning.Named(next, certificates.issueFalse(next)));
    }

    public void signByPublicKey() {
        signing.change(new WechatSigning.Named(institution, PUBLIC_KEY_ID));
    }

    /** The one that is signed with now. */
    public String certificate() {
        return certificates.pem();
    }

    public String rootCertificate() {
        return certificates.rootPem();
    }

    Map<String, Object> listCertificates() {
        listings.incrementAndGet();
        return certificates.listing();
    }

    /** How often somebody asked for the certificates. */
    public int certificateListings() {
        return listings.get();
    }

    private static String pem(String kind, Key key) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** The buyer pays; false when the order is closed, paid or unknown. */
    public boolean pay(String outTradeNo) {
        return book.pay(outTradeNo);
    }

    /** {@code SUCCESS 42.00 refunded 10.00} in fen; empty when it knows nothing. */
    public String books(String outTradeNo) {
        return book.find(outTradeNo)
                .map(order -> order.state() + " " + order.total() + " refunded " + order.refunded())
                .orElse("");
    }

    /** The next deeds are done, but their answers are lost. */
    public void loseAnswers(int count) {
        lostAnswers.set(count);
    }

    /** The next notifications are not sent. */
    public void loseNotifications(int count) {
        notifier.lose(count);
    }

    /** Sends the last notification of an order again, with a byte of its secret part changed; the status that came back. */
    public int sendForged(String outTradeNo) {
        return notifier.sendForged(outTradeNo);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
