package market.portal.bulk;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.catalog.Taxonomy;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.portal.bulk.ProductImport.Counts;
import market.portal.bulk.ProductImport.FoundChange;
import market.portal.bulk.ProductImport.FoundFault;
import market.portal.bulk.ProductImport.State;
import org.jspecify.annotations.Nullable;

/** Imports of goods from files: the way in for whoever speaks to merchants. */
@Singleton
public class ProductImports {

    /** Sorts behind every id. */
    public static final UUID LAST = new UUID(-1, -1);

    /** How asking for an import ended. */
    public sealed interface Started {
        record Running(ProductImport work) implements Started {}

        record NoSuchUpload() implements Started {}

        /** Its file has not come in whole. */
        record NotUploaded() implements Started {}

        record NoSuchArchive() implements Started {}

        record ArchiveNotUploaded() implements Started {}

        /** There is an import of that upload with other wishes. */
        record OtherWishes() implements Started {}

        /** A column is mapped to what is no field. */
        record UnknownField(int position) implements Started {}

        /** Only a dry run that was checked can be carried out. */
        record WrongState() implements Started {}
    }

    private final ImportStore store;
    private final Uploads uploads;
    private final ImportWorker worker;
    private final Taxonomy taxonomy;
    private final Ids ids;
    private final Clock clock;

    ProductImports(ImportStore store, Uploads uploads, ImportWorker worker, Taxonomy taxonomy, Ids ids, Clock clock) {
        this.store = store;
        this.uploads = uploads;
        this.worker = worker;
        this.taxonomy = taxonomy;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins to import a file that came in; of one upload, once.
     *
     * @param archive an upload of the pictures that its rows name; null without one
     * @param mapping the field of each column, in the caller's order; an empty field leaves a column out
     */
    @Transactional
    public Started create(
            MerchantId merchant,
            UUID upload,
            @Nullable UUID archive,
            Map<String, String> mapping,
            boolean isDryRun,
            boolean isPartial) {
        var sent = uploads.find(upload, merchant);
        if (sent.isEmpty()) {
            return new Started.NoSuchUpload();
        }
        if (sent.get().attempt() == null) {
            return new Started.NotUploaded();
        }
        var pictures = archive == null ? Optional.<Upload>empty() : uploads.find(archive, merchant);
        if (archive != null && pictures.isEmpty()) {
            return new Started.NoSuchArchive();
        }
        if (pictures.filter(each -> each.attempt() == null).isPresent()) {
            return new Started.ArchiveNotUploaded();
        }
        var fields = Fields.of(List.copyOf(taxonomy.productTypes()));
        var position = 0;
        for (var field : mapping.values()) {
            if (!field.isEmpty() && !fields.isKnown(field)) {
                return new Started.UnknownField(position);
            }
            position++;
        }
        store.insert(new ProductImport(
                ids.next(),
                merchant,
                upload,
                archive,
                sent.get().fileName(),
                mapping,
                Map.of(),
                List.of(),
                isDryRun,
                isPartial,
                State.READING,
                "",
                0,
                0,
                0,
                new Counts(0, 0, 0, 0, 0, 0, 0),
                ids.secret(),
                0,
                clock.instant(),
                null));
        var work = store.findByUpload(upload).orElseThrow();
        worker.wake();
        return work.mapping().equals(mapping)
                        && Objects.equals(work.mediaUploadId(), archive)
                        && (work.isDryRun() == isDryRun || work.state() != State.READING)
                ? new Started.Running(work)
                : new Started.OtherWishes();
    }

    /** Carries out what a dry run checked. */
    @Transactional
    public Started apply(MerchantId merchant, UUID id, boolean isPartial) {
        var work = find(id, merchant);
        if (work.isEmpty()) {
            return new Started.NoSuchUpload();
        }
        if (work.get().counts().faults() > 0 && !isPartial) {
            return new Started.WrongState();
        }
        // Whoever asks again is answered as before.
        if (!store.startApplying(id, isPartial) && work.get().isDryRun()) {
            return new Started.WrongState();
        }
        worker.wake();
        return new Started.Running(store.find(id).orElseThrow());
    }

    @Transactional(readOnly = true)
    public Optional<ProductImport> find(UUID id, MerchantId merchant) {
        return store.find(id).filter(work -> work.merchant().equals(merchant));
    }

    /** Newest first; start with {@link #LAST}. */
    @Transactional(readOnly = true)
    public Slice<ProductImport> page(MerchantId merchant, UUID before, int limit) {
        return Slice.of(store.page(merchant, before, limit + 1), limit);
    }

    /** The first of them, in the order of rows. */
    @Transactional(readOnly = true)
    public List<FoundFault> faults(UUID id, int limit) {
        return store.faults(id, -1, 0, limit);
    }

    /** The first of them, in the order of products. */
    @Transactional(readOnly = true)
    public List<FoundChange> changes(UUID id, int limit) {
        return store.changes(id, limit);
    }

    @Scheduled(initialDelay = "13m", fixedDelay = "1h")
    @Transactional
    int deleteOld() {
        return store.deleteOld();
    }
}
