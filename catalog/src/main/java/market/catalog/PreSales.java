package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Merchants sell variants before they can be sent. The product's version guards against lost updates. */
@Singleton
public class PreSales {

    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS_MAX = 365;

    private record Owner(UUID product, int version) {}

    private final JdbcOperations jdbc;
    private final ProductWriter writer;
    private final Products products;
    private final Clock clock;

    PreSales(JdbcOperations jdbc, ProductWriter writer, Products products, Clock clock) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.products = products;
        this.clock = clock;
    }

    @Transactional
    public SetPreSaleOutcome set(SetPreSale command) {
        var owner = lockOwner(command);
        if (owner == null) {
            return new SetPreSaleOutcome.NotFound();
        }
        var refusal = command.preSale() == null ? null : refusal(command.preSale(), clock.instant());
        if (refusal != null) {
            return refusal;
        }
        if (owner.version != command.expectedVersion()) {
            return new SetPreSaleOutcome.VersionConflict(owner.version);
        }
        write(command);
        var product = new ProductId(owner.product);
        writer.rewritten(product, command.merchant());
        return new SetPreSaleOutcome.Set(products.find(product).orElseThrow());
    }

    private static @Nullable SetPreSaleOutcome refusal(PreSale wanted, Instant now) {
        var today = LocalDate.ofInstant(now, TRADE_ZONE);
        if (!wanted.shipsFrom().isAfter(today) || wanted.shipsFrom().isAfter(today.plusDays(DAYS_MAX))) {
            return new SetPreSaleOutcome.InvalidDay();
        }
        var dayEnd = wanted.shipsFrom().plusDays(1).atStartOfDay(TRADE_ZONE).toInstant();
        return wanted.isOver(now) || wanted.endsAt().isAfter(dayEnd) ? new SetPreSaleOutcome.InvalidEnd() : null;
    }

    private @Nullable Owner lockOwner(SetPreSale command) {
        return jdbc.prepareStatement("""
                SELECT p.id, p.version
                  FROM catalog.variant AS v
                  JOIN catalog.product AS p ON p.id = v.product_id
                 WHERE v.id = ? AND v.merchant_id = ?
                   FOR UPDATE OF p
                """, statement -> {
            statement.setObject(1, command.variant().value());
            statement.setObject(2, command.merchant().value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? new Owner(rows.getObject("id", UUID.class), rows.getInt("version")) : null;
            }
        });
    }

    private void write(SetPreSale command) {
        var wanted = command.preSale();
        jdbc.prepareStatement("""
                UPDATE catalog.variant
                   SET ships_from = ?, pre_sale_ends_at = ?
                 WHERE id = ?
                """, statement -> {
            statement.setObject(1, wanted == null ? null : wanted.shipsFrom());
            statement.setTimestamp(2, wanted == null ? null : Timestamp.from(wanted.endsAt()));
            statement.setObject(3, command.variant().value());
            return statement.executeUpdate();
        });
    }
}
