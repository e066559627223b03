package market.portal.bulk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.portal.bulk.ProductImport.FoundFault;

/** What is wrong with a file, as a file: row, column, value, reason. */
@Singleton
public class ImportReports {

    private static final int PAGE = 1_000;
    private static final LocalizedText NAME = new LocalizedText("导入报告", "Import report");
    private static final LocalizedText FAULT = new LocalizedText("错误", "fault");
    private static final LocalizedText WARNING = new LocalizedText("提醒", "warning");

    private final ImportStore store;

    ImportReports(ImportStore store) {
        this.store = store;
    }

    @Transactional(readOnly = true)
    public Optional<ProductImport> find(UUID secret) {
        return store.findByReport(secret);
    }

    public void write(ProductImport work, TableFormat format, Language language, OutputStream out) throws IOException {
        try (var table = format.open(out)) {
            table.begin(
                    NAME.in(language),
                    List.of(
                            column("row", "行", "row", language),
                            column("column", "列", "column", language),
                            column("value", "值", "value", language),
                            column("kind", "类别", "kind", language),
                            column("reason", "原因", "reason", language)));
            var row = -1L;
            var id = 0L;
            for (var page = page(work, row, id); !page.isEmpty(); page = page(work, row, id)) {
                for (var fault : page) {
                    table.row(List.of(
                            String.valueOf(fault.row()),
                            Objects.requireNonNullElse(fault.column(), ""),
                            Objects.requireNonNullElse(fault.value(), ""),
                            (fault.isWarning() ? WARNING : FAULT).in(language),
                            fault.reason().in(language)));
                }
                row = page.getLast().row();
                id = page.getLast().id();
            }
        }
    }

    @Transactional(readOnly = true)
    List<FoundFault> page(ProductImport work, long row, long id) {
        return store.faults(work.id(), row, id, PAGE);
    }

    private static TableWriter.Column column(String code, String zh, String en, Language language) {
        return new TableWriter.Column(code, new LocalizedText(zh, en).in(language), false);
    }
}
