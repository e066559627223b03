package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import market.kernel.Outbox;
import market.merchants.Regions;

/**
 * Keeps what the rules of pavilions find as rows beside their picks. Goods that change are looked at again, all rules at once;
 * rules that change are held against all goods, a page in a transaction, each saying that the next is due.
 */
@Singleton
class PavilionShelves {

    private static final int PAGE = 200;
    private static final UUID BEGINNING = Products.FIRST.value();

    /** Where a product shall stand in a pavilion. */
    private record Place(UUID pavilion, UUID product, long position) {}

    private final PavilionRepository repository;
    private final PavilionAdmissionRepository admissions;
    private final PavilionTurns turns;
    private final ProductRepository products;
    private final ProductBars bars;
    private final ProductWriter writer;
    private final Taxonomy taxonomy;
    private final Regions regions;
    private final Outbox outbox;
    private final Clock clock;
    private final JdbcOperations jdbc;

    PavilionShelves(
            PavilionRepository repository,
            PavilionAdmissionRepository admissions,
            PavilionTurns turns,
            ProductRepository products,
            ProductBars bars,
            ProductWriter writer,
            Taxonomy taxonomy,
            Regions regions,
            Outbox outbox,
            Clock clock,
            JdbcOperations jdbc) {
        this.repository = repository;
        this.admissions = admissions;
        this.turns = turns;
        this.products = products;
        this.bars = bars;
        this.writer = writer;
        this.taxonomy = taxonomy;
        this.regions = regions;
        this.outbox = outbox;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** These goods are others than they were. */
    @Transactional
    void follow(Collection<ProductId> goods) {
        follow(goods, _ -> true);
    }

    /** Nothing of these goods changed but their prices, which moves them where rules order by price. */
    @Transactional
    void followPrices(Collection<ProductId> goods) {
        follow(goods, pavilion -> pavilion.ruleOrder() != PavilionOrder.NEWEST);
    }

    private void follow(Collection<ProductId> goods, Predicate<Pavilion> isConcerned) {
        if (goods.isEmpty()) {
            return;
        }
        turns.share();
        var ruled = repository.withRules().stream()
                .map(PavilionRow::toPavilion)
                .filter(isConcerned)
                .toList();
        if (!ruled.isEmpty()) {
            place(goods.stream().map(ProductId::value).distinct().toList(), ruled);
        }
    }

    /** As {@link #follow} for one pavilion, in the caller's transaction, which has a share in the turn. */
    void follow(Pavilion pavilion, ProductId product) {
        if (!pavilion.rules().isEmpty()) {
            place(List.of(product.value()), List.of(pavilion));
        }
    }

    /** All goods are to be held against the rules, in the caller's transaction; a review that runs already stops. */
    void beginReview(UUID pavilion) {
        repository.beginReview(pavilion, BEGINNING);
        var review = repository.findById(pavilion).orElseThrow().review();
        outbox.append(new PavilionReviewDue(pavilion, review, BEGINNING));
    }

    /** One page. What was looked at already, or belongs to an older review, is left alone. */
    @Transactional
    void review(PavilionReviewDue due) {
        turns.share();
        if (repository.takeReview(due.pavilion(), due.review(), due.after()) == 0) {
            return;
        }
        var pavilion = repository.findById(due.pavilion()).orElseThrow().toPavilion();
        var page = repository.candidates(due.pavilion(), due.after(), PAGE);
        if (!page.isEmpty()) {
            place(page, List.of(pavilion));
        }
        if (page.size() < PAGE) {
            repository.endReview(due.pavilion());
        } else {
            repository.reviewTo(due.pavilion(), page.getLast());
            outbox.append(new PavilionReviewDue(due.pavilion(), due.review(), page.getLast()));
        }
    }

    /** For what becomes true by the calendar. Every copy of the engine does it; the later one begins anew. */
    @Scheduled(cron = "0 45 2 * * *", zoneId = "Asia/Shanghai")
    @Transactional
    void reviewAll() {
        repository.withRules().forEach(pavilion -> beginReview(pavilion.id()));
    }

    private void place(List<UUID> goods, List<Pavilion> pavilions) {
        // Locked before they are read: of two that look at the same goods, the later sees what they are.
        var locked = bars.lock(goods);
        if (locked.isEmpty()) {
            return;
        }
        var found = products.findAll(locked).stream().map(ProductRow::toProduct).toList();
        var seats = Set.copyOf(admissions.admitted(
                pavilions.stream().map(Pavilion::id).toList(),
                found.stream().map(product -> product.merchant().value()).toList()));
        var places = pavilions.stream()
                .flatMap(pavilion -> found.stream()
                        .filter(product -> seats.contains(new PavilionSeatRow(
                                pavilion.id(), product.merchant().value())))
                        .filter(product -> isFound(product, pavilion))
                        .map(product -> new Place(
                                pavilion.id(),
                                product.id().value(),
                                pavilion.ruleOrder().place(product, clock.instant()))))
                .toList();
        writer.touchAll(replace(pavilions, locked, places));
    }

    private boolean isFound(Product product, Pavilion pavilion) {
        var today = TradeDay.today(clock);
        return product.isOnSale()
                && pavilion.rules().stream().anyMatch(rule -> rule.finds(product, taxonomy, regions, today));
    }

    /** Makes what these pavilions found of these goods the places given; returns the goods for which that changes something. */
    private List<ProductId> replace(List<Pavilion> pavilions, List<UUID> goods, List<Place> places) {
        return jdbc.prepareStatement("""
                WITH wanted AS (
                    SELECT *
                      FROM unnest(?, ?, ?) AS row (pavilion_id, product_id, position)
                ), gone AS (
                    DELETE FROM catalog.pavilion_listing AS shown
                     WHERE NOT shown.is_picked AND shown.pavilion_id = ANY (?) AND shown.product_id = ANY (?)
                       AND NOT EXISTS (SELECT 1 FROM wanted
                                        WHERE wanted.pavilion_id = shown.pavilion_id
                                          AND wanted.product_id = shown.product_id)
                    RETURNING shown.product_id
                ), come AS (
                    INSERT INTO catalog.pavilion_listing AS shown (pavilion_id, product_id, position, is_picked)
                    SELECT pavilion_id, product_id, position, false
                      FROM wanted
                    ON CONFLICT (pavilion_id, product_id) DO UPDATE
                       SET position = excluded.position
                     WHERE NOT shown.is_picked AND shown.position <> excluded.position
                    RETURNING shown.product_id
                )
                SELECT product_id FROM gone UNION SELECT product_id FROM come
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", places.stream().map(Place::pavilion).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", places.stream().map(Place::product).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", places.stream().map(Place::position).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "uuid", pavilions.stream().map(Pavilion::id).toArray()));
            statement.setArray(5, connection.createArrayOf("uuid", goods.toArray()));
            var changed = new ArrayList<ProductId>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    changed.add(new ProductId(rows.getObject("product_id", UUID.class)));
                }
            }
            return changed;
        });
    }
}
