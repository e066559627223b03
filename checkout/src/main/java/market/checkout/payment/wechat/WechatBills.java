package market.checkout.payment.wechat;

import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import market.checkout.payment.Bill;
import market.checkout.payment.wechat.WechatConnection.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a day's bill: its address and its sum under a signature, and behind the address a table that must have that sum. */
@Singleton
@Requires(beans = WechatSettings.class)
final class WechatBills {

    private static final Logger LOG = LoggerFactory.getLogger(WechatBills.class);
    private static final String NOTHING_THERE = "NO_STATEMENT_EXIST";
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final WechatConnection connection;
    private final Clock clock;

    WechatBills(WechatConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    Bill bill(LocalDate day) {
        var request = new GetTradeBillRequest();
        request.setBillDate(day.toString());
        request.setBillType(BillType.ALL);
        return switch (connection.call("bill", day.toString(), () -> connection.bills.getTradeBill(request))) {
            case Answer.Given<QueryBillEntity> given ->
                file(given.value(), day)
                        .flatMap(text -> read(text, day))
                        .<Bill>map(Bill.Complete::new)
                        .orElseGet(Bill.NotYet::new);
            case Answer.Refused<QueryBillEntity> refused
            when refused.code().equals(NOTHING_THERE) && isLongOver(day) -> new Bill.Complete(List.of());
            case Answer.Refused<QueryBillEntity> _, Answer.Nothing<QueryBillEntity> _ -> new Bill.NotYet();
        };
    }

    /** A bill that is not made yet is refused like one of a day on which nothing happened; they are made until noon. */
    private boolean isLongOver(LocalDate day) {
        return LocalDate.ofInstant(clock.instant(), CHINA).isAfter(day.plusDays(1));
    }

    private Optional<String> file(QueryBillEntity told, LocalDate day) {
        var file = connection.call("bill-file", day.toString(), () -> connection.download(told.getDownloadUrl()));
        if (!(file instanceof Answer.Given<byte[]> given)) {
            return Optional.empty();
        }
        if (!sum(given.value()).equalsIgnoreCase(told.getHashValue())) {
            LOG.error("wechat bill is not what was told of day={}", day);
            return Optional.empty();
        }
        return Optional.of(new String(given.value(), StandardCharsets.UTF_8));
    }

    private static String sum(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<List<Bill.Line>> read(String text, LocalDate day) {
        try {
            return Optional.of(WechatBillTable.read(text));
        } catch (RuntimeException e) {
            LOG.error(
                    "wechat bill cannot be read day={} cause={}",
                    day,
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
