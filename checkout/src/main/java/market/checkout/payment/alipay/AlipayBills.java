package market.checkout.payment.alipay;

import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import market.checkout.payment.Bill;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a day's bill: an address that is good for a moment, and behind it tables in an archive. */
@Singleton
final class AlipayBills {

    private static final Logger LOG = LoggerFactory.getLogger(AlipayBills.class);
    private static final Charset GBK = Charset.forName("GBK");
    /** The other table of the archive only sums this one up. */
    private static final String DETAILS = "业务明细.csv";

    // A million lines; more would not be a day of one market.
    private static final int BYTES_MAX = 256 << 20;

    private final AlipayConnection connection;

    AlipayBills(AlipayConnection connection) {
        this.connection = connection;
    }

    Bill bill(LocalDate day) {
        var model = new AlipayDataDataserviceBillDownloadurlQueryModel();
        model.setBillType("trade");
        model.setBillDate(day.toString());
        var request = new AlipayDataDataserviceBillDownloadurlQueryRequest();
        request.setBizModel(model);
        return connection
                .call(request, "bill")
                .filter(answer -> AlipayProvider.SUCCESS.equals(answer.getCode()))
                .flatMap(answer -> Optional.ofNullable(answer.getBillDownloadUrl()))
                .flatMap(connection::download)
                .flatMap(archive -> read(archive, day))
                .<Bill>map(Bill.Complete::new)
                .orElseGet(Bill.NotYet::new);
    }

    private static Optional<List<Bill.Line>> read(byte[] archive, LocalDate day) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive), GBK)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(DETAILS)) {
                    var table = zip.readNBytes(BYTES_MAX);
                    return Optional.of(new ArrayList<>(AlipayBillTable.read(new String(table, GBK))));
                }
            }
            LOG.error("alipay bill has no table day={}", day);
        } catch (IOException | IllegalArgumentException e) {
            LOG.error(
                    "alipay bill cannot be read day={} cause={}",
                    day,
                    e.getClass().getSimpleName());
        }
        return Optional.empty();
    }
}
