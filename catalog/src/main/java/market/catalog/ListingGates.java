package market.catalog;

import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import market.merchants.Merchant;
import market.merchants.Merchants;
import org.jspecify.annotations.Nullable;

/** What goods need before they may be on sale: gates as data, judged when goods are listed, when proofs change, and nightly. */
@Singleton
public class ListingGates {

    private static final int PAGE = 200;

    private final ListingGateRepository repository;
    private final CertificateRepository certificates;
    private final ProductRepository products;
    private final ProductBars bars;
    private final Taxonomy taxonomy;
    private final Merchants merchants;
    private final Outbox outbox;
    private final Clock clock;
    private final TransactionOperations<Connection> transactions;

    ListingGates(
            ListingGateRepository repository,
            CertificateRepository certificates,
            ProductRepository products,
            ProductBars bars,
            Taxonomy taxonomy,
            Merchants merchants,
            Outbox outbox,
            Clock clock,
            TransactionOperations<Connection> transactions) {
        this.repository = repository;
        this.certificates = certificates;
        this.products = products;
        this.bars = bars;
        this.taxonomy = taxonomy;
        this.merchants = merchants;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** All, in the order of their codes; at most 500. */
    public List<ListingGate> list() {
        return repository.list().stream().map(ListingGateRow::toGate).toList();
    }

    /** Makes a gate or renews one whose version must be the given one; goods are judged by it within moments. */
    @Transactional
    public SetRecordOutcome<ListingGate> set(ListingGate wanted, @Nullable UUID person) {
        var faults = ListingGateRules.faults(wanted, taxonomy);
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        var before = find(wanted.code());
        var row = ListingGateRow.of(wanted, person);
        var written = wanted.version() == 0 ? repository.insert(row) : repository.update(row);
        if (written == 0) {
            return new SetRecordOutcome.VersionConflict<>(
                    before.map(ListingGate::version).orElse(0));
        }
        var touched = new HashSet<>(taxonomy.subtree(wanted.categoryCode()));
        before.ifPresent(gate -> touched.addAll(taxonomy.subtree(gate.categoryCode())));
        outbox.append(new ListingGateChanged(wanted.code(), List.copyOf(touched)));
        return new SetRecordOutcome.Set<>(find(wanted.code()).orElseThrow());
    }

    /** Takes a gate away; false when there was none. */
    @Transactional
    public boolean remove(String code) {
        var before = find(code);
        if (before.isEmpty() || repository.delete(code) == 0) {
            return false;
        }
        outbox.append(new ListingGateChanged(code, taxonomy.subtree(before.get().categoryCode())));
        return true;
    }

    private Optional<ListingGate> find(String code) {
        return repository.findByCode(code).map(ListingGateRow::toGate);
    }

    /** What keeps goods from being listed, as they are now. */
    List<ProductBar> judge(Product product) {
        return judge(List.of(product)).getOrDefault(product.id(), List.of());
    }

    /** As {@link #judge(Product)}; goods that nothing keeps from being listed are left out. */
    Map<ProductId, List<ProductBar>> judge(List<Product> goods) {
        if (goods.isEmpty()) {
            return Map.of();
        }
        var gates = list();
        var sellers = goods.stream().map(Product::merchant).collect(Collectors.toSet());
        var registered = merchants.findAll(sellers);
        var verified = verified(sellers);
        var barred = new HashMap<ProductId, List<ProductBar>>();
        for (var product : goods) {
            var merchant = registered.get(product.merchant());
            var over = gatesOver(product, gates);
            var found = merchant == null || over.isEmpty()
                    ? List.<ProductBar>of()
                    : rules(merchant, verified).bars(product, over);
            if (!found.isEmpty()) {
                barred.put(product.id(), found);
            }
        }
        return barred;
    }

    /** Judges listed goods anew, in the caller's transaction, and bars or frees them. */
    @Transactional
    void review(Collection<ProductId> goods) {
        var wanted = goods.stream().map(ProductId::value).toList();
        if (wanted.isEmpty()) {
            return;
        }
        // Locked before they are read: of two that judge the same goods, the later sees what the earlier proved.
        var locked = bars.lock(wanted);
        var found = products.findAll(locked).stream()
                .map(ProductRow::toProduct)
                .sorted((one, other) -> one.id().value().compareTo(other.id().value()))
                .toList();
        var judged = judge(found.stream()
                .filter(product -> product.status() == ProductStatus.LISTED)
                .toList());
        found.forEach(product -> bars.replaceGates(product, judged.getOrDefault(product.id(), List.of())));
    }

    /** Judges the listed goods of a merchant that hang on its licences. */
    @Transactional
    void reviewLicensed(MerchantId merchant) {
        var categories = list().stream()
                .filter(gate -> gate.kind() == ListingGate.Kind.MERCHANT_LICENCE)
                .flatMap(gate -> taxonomy.subtree(gate.categoryCode()).stream())
                .collect(Collectors.toSet());
        if (categories.isEmpty()) {
            return;
        }
        var after = Products.FIRST.value();
        List<UUID> page;
        do {
            page = repository.listedOfMerchantIn(merchant.value(), categories, after, PAGE);
            review(page.stream().map(ProductId::new).toList());
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == PAGE);
    }

    /** Judges all goods over which a gate stands, page by page. */
    public void reviewAll() {
        var guarded = new HashSet<String>();
        list().forEach(gate -> guarded.addAll(taxonomy.subtree(gate.categoryCode())));
        review(guarded);
    }

    /** Judges the listed goods of categories; each page is a transaction of its own, so that nobody waits long. */
    void review(Set<String> categories) {
        var after = Products.FIRST.value();
        List<UUID> page;
        do {
            page = categories.isEmpty() ? List.of() : repository.listedIn(categories, after, PAGE);
            var goods = page.stream().map(ProductId::new).toList();
            transactions.executeWrite(_ -> {
                review(goods);
                return goods;
            });
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == PAGE);
    }

    private List<ListingGate> gatesOver(Product product, List<ListingGate> gates) {
        var path = taxonomy.path(product.categoryCode()).stream()
                .map(Category::code)
                .toList();
        return gates.stream().filter(gate -> path.contains(gate.categoryCode())).toList();
    }

    private Map<MerchantId, List<FiledCertificate>> verified(Collection<MerchantId> sellers) {
        return sellers.isEmpty()
                ? Map.of()
                : certificates
                        .findVerified(sellers.stream().map(MerchantId::value).toList())
                        .stream()
                        .map(FiledCertificateRow::toFiled)
                        .collect(Collectors.groupingBy(FiledCertificate::merchant));
    }

    private GateRules rules(Merchant merchant, Map<MerchantId, List<FiledCertificate>> verified) {
        return new GateRules(merchant, verified.getOrDefault(merchant.id(), List.of()), TradeDay.today(clock));
    }
}
