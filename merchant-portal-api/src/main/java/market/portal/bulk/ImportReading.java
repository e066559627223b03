package market.portal.bulk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import market.catalog.ProductEdits;
import market.catalog.Taxonomy;
import market.portal.bulk.ProductImport.State;
import market.portal.bulk.StagedRows.PlacedFault;
import org.jspecify.annotations.Nullable;

/** The first pass: rows of the file into the database. It begins anew when it was broken off; nothing of it counts before. */
@Singleton
class ImportReading {

    private static final int BATCH_ROWS = 2_000;
    private static final long ROWS_MAX = 2_000_000;
    // Who has so many has mapped a column wrongly; more help nobody.
    static final long FAULTS_MAX = 10_000;

    private final Uploads uploads;
    private final StagedRows staged;
    private final ImportProgress progress;
    private final ProductEdits edits;
    private final Taxonomy taxonomy;
    private final TransactionOperations<Connection> transactions;

    ImportReading(
            Uploads uploads,
            StagedRows staged,
            ImportProgress progress,
            ProductEdits edits,
            Taxonomy taxonomy,
            TransactionOperations<Connection> transactions) {
        this.uploads = uploads;
        this.staged = staged;
        this.progress = progress;
        this.edits = edits;
        this.taxonomy = taxonomy;
        this.transactions = transactions;
    }

    /** What the columns of a file mean, both ways. */
    private record Columns(Fields fields, Map<String, String> fieldOf, Map<String, String> columnOf) {}

    void read(ImportLease lease) {
        var work = lease.work();
        var upload = uploads.find(work.uploadId(), work.merchant());
        var attempt = upload.map(Upload::attempt).orElse(null);
        try {
            var file = Files.createTempFile("techan-import-", ".part");
            try {
                if (attempt != null) {
                    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                        uploads.copy(attempt, out);
                    }
                }
                renew(lease);
                read(lease, file);
            } catch (BrokenTableException e) {
                refuse(lease, e.fault());
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (attempt != null) {
            uploads.forget(attempt);
        }
    }

    /** Large files take their time before the first row. */
    private void renew(ImportLease lease) {
        transactions.executeWrite(_ -> {
            progress.read(lease, 0, 0);
            return lease;
        });
    }

    private void read(ImportLease lease, Path file) throws IOException {
        try (var table = TableFiles.open(file)) {
            var fields = Fields.of(List.copyOf(taxonomy.productTypes()));
            var fieldOf = mapped(lease.work(), table.columns(), fields);
            var columnOf =
                    fieldOf.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
            var ignored = table.columns().stream()
                    .filter(column -> !column.isEmpty() && !fieldOf.containsKey(column))
                    .toList();
            transactions.executeWrite(_ -> {
                staged.clear(lease.work().id());
                progress.opened(lease, columnOf, ignored);
                return lease;
            });
            readRows(lease, table, new Columns(fields, fieldOf, columnOf));
            transactions.executeWrite(_ -> {
                var duplicates = staged.findDuplicates(
                        lease.work().id(),
                        columnOf.getOrDefault("sku", "sku"),
                        columnOf.getOrDefault("handle", "handle"));
                progress.checkable(lease, staged.products(lease.work().id()), duplicates);
                return lease;
            });
        }
    }

    /** The field of each column that means one. */
    private static Map<String, String> mapped(ProductImport work, List<String> columns, Fields fields)
            throws BrokenTableException {
        for (var column : work.mapping().keySet()) {
            if (!columns.contains(column)) {
                throw new BrokenTableException(
                        TableFault.of(1, column, null, "文件中没有这一列", "the file has no such column"));
            }
        }
        var fieldOf = new LinkedHashMap<String, String>();
        var taken = new HashMap<String, String>();
        for (var column : columns) {
            var field = work.mapping().containsKey(column)
                    ? Objects.requireNonNull(work.mapping().get(column))
                    : fields.guess(column)
                            .filter(guess -> !work.mapping().containsValue(guess))
                            .orElse("");
            if (field.isEmpty()) {
                continue;
            }
            var other = taken.put(field, column);
            if (other != null) {
                throw new BrokenTableException(TableFault.of(
                        1, column, null, "与列“" + other + "”含义相同", "means the same as the column \"" + other + "\""));
            }
            fieldOf.put(column, field);
        }
        if (!taken.containsKey("sku")) {
            throw new BrokenTableException(
                    TableFault.of(1, null, null, "没有规格编码（sku）列", "there is no column for the sku"));
        }
        return fieldOf;
    }

    private void readRows(ImportLease lease, TableReader table, Columns columns) throws IOException {
        var faults = 0L;
        var rows = 0L;
        var batch = new ArrayList<TableRow>();
        for (var row = table.next(); row != null; row = table.next()) {
            batch.add(row);
            if (++rows > ROWS_MAX) {
                throw new BrokenTableException(
                        TableFault.of(row.number(), null, null, "行数过多，请拆分文件", "the file has too many rows: split it"));
            }
            if (batch.size() == BATCH_ROWS) {
                faults += store(lease, batch, columns);
                batch.clear();
            }
            if (faults > FAULTS_MAX) {
                throw new BrokenTableException(
                        TableFault.of(row.number(), null, null, "错误过多，不再继续读取", "there are too many faults to read on"));
            }
        }
        store(lease, batch, columns);
    }

    private long store(ImportLease lease, List<TableRow> batch, Columns columns) {
        var faults = new ArrayList<PlacedFault>();
        var rows = batch.stream()
                .map(row -> row(row, columns, faults))
                .filter(Objects::nonNull)
                .toList();
        return transactions.executeWrite(_ -> {
            var placed = placed(lease, rows, columns, faults);
            staged.add(lease.work().id(), placed);
            staged.addFaults(lease.work().id(), faults);
            progress.read(lease, batch.size(), faults.size());
            return (long) faults.size();
        });
    }

    private static @Nullable ImportRow row(TableRow row, Columns columns, List<PlacedFault> faults) {
        var cells = new LinkedHashMap<String, String>();
        columns.fieldOf.forEach((column, field) -> {
            var cell = row.cells().get(column);
            if (cell != null) {
                cells.put(field, columns.fields.trimmed(field, cell));
            }
        });
        var key = cells.getOrDefault("key", "");
        row.faults().forEach(fault -> faults.add(new PlacedFault(key.isEmpty() ? null : key, fault, false)));
        for (var entry : columns.fieldOf.entrySet()) {
            var cell = cells.getOrDefault(entry.getValue(), "");
            if (!isText(cell)) {
                faults.add(new PlacedFault(
                        key.isEmpty() ? null : key,
                        TableFault.of(
                                row.number(), entry.getKey(), cell, "含有不可见的控制字符", "there are control characters in it"),
                        false));
                return null;
            }
        }
        return row.cells().isEmpty() ? null : new ImportRow(row.number(), key, cells.getOrDefault("sku", ""), cells);
    }

    /** The database keeps no NUL and no half of a character. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
                        || Character.getType(c) == Character.SURROGATE);
    }

    /** Rows that name no product belong to the one that has their variant. */
    private List<ImportRow> placed(ImportLease lease, List<ImportRow> rows, Columns columns, List<PlacedFault> faults) {
        var owners = edits.keysOf(
                lease.work().merchant(),
                rows.stream()
                        .filter(row -> row.key().isEmpty())
                        .map(ImportRow::sku)
                        .toList());
        var placed = new ArrayList<ImportRow>();
        for (var row : rows) {
            var key = row.key().isEmpty() ? owners.get(row.sku()) : row.key();
            if (row.sku().isEmpty() || key == null) {
                var field = row.sku().isEmpty() ? "sku" : "key";
                faults.add(new PlacedFault(
                        key,
                        TableFault.of(
                                row.number(),
                                columns.columnOf.getOrDefault(field, field),
                                row.cells().get(field),
                                row.sku().isEmpty() ? "必填" : "没有商品有此规格，须填写商品编码",
                                row.sku().isEmpty()
                                        ? "is required"
                                        : "no product has this variant: tell which it belongs to"),
                        false));
            } else {
                placed.add(new ImportRow(row.number(), key, row.sku(), row.cells()));
            }
        }
        return placed;
    }

    private void refuse(ImportLease lease, TableFault fault) {
        transactions.executeWrite(_ -> {
            staged.addFaults(lease.work().id(), List.of(new PlacedFault(null, fault, false)));
            progress.read(lease, 0, 1);
            staged.clearRows(lease.work().id());
            progress.end(lease, State.REFUSED);
            return lease;
        });
    }
}
