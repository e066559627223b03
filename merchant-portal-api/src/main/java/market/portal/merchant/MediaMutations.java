package market.portal.merchant;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import market.catalog.CreateMediaOutcome;
import market.catalog.MediaId;
import market.catalog.MediaLibrary;
import market.catalog.PictureFault;
import market.catalog.PlacedMedia;
import market.catalog.ProductId;
import market.catalog.ProductMedia;
import market.catalog.Products;
import market.catalog.SetMedia;
import market.catalog.SetMediaOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import market.portal.bulk.Upload;
import market.portal.bulk.Uploads;
import org.jspecify.annotations.Nullable;

/** Pictures of goods: arguments to commands, outcomes to payloads. */
@Singleton
class MediaMutations {

    private static final int ALT_TEXT_LENGTH_MAX = 250;

    private final Uploads uploads;
    private final MediaLibrary library;
    private final Products products;

    MediaMutations(Uploads uploads, MediaLibrary library, Products products) {
        this.uploads = uploads;
        this.library = library;
        this.products = products;
    }

    Payload create(Call call) {
        var merchant = call.merchantUser().merchant();
        var upload = call.input().id("uploadId", "upl").flatMap(id -> uploads.find(id, merchant));
        if (upload.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "uploadId");
        }
        var attempt = upload.get().attempt();
        if (attempt == null) {
            return refused(MerchantErrorCode.INVALID_STATE, call, "uploadId");
        }
        return switch (create(upload.get(), attempt)) {
            case CreateMediaOutcome.Created created -> {
                uploads.forget(attempt);
                yield Payload.of(created.media());
            }
            case CreateMediaOutcome.Unfit unfit ->
                Payload.refused(MerchantUserError.of(
                                code(unfit.fault()), call, call.input().pathOf("uploadId"))
                        .because(unfit.fault().reason().in(call.language())));
            case CreateMediaOutcome.Busy _ -> refused(MerchantErrorCode.BUSY, call, "uploadId");
        };
    }

    private CreateMediaOutcome create(Upload upload, UUID attempt) {
        try {
            return library.create(
                    upload.merchant(),
                    upload.id().toString(),
                    () -> uploads.bytes(attempt, MediaLibrary.BYTES_MAX + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MerchantErrorCode code(PictureFault fault) {
        return switch (fault) {
            case UNSUPPORTED_TYPE -> MerchantErrorCode.UNSUPPORTED_TYPE;
            case BROKEN -> MerchantErrorCode.BROKEN_FILE;
            case HIDDEN_CONTENT -> MerchantErrorCode.HIDDEN_CONTENT;
            case TOO_LARGE, TOO_MANY_PIXELS -> MerchantErrorCode.TOO_LARGE;
        };
    }

    Payload set(Call call) {
        var input = call.input();
        var given = input.objects("media");
        if (given.size() > ProductMedia.MEDIA_MAX) {
            return refused(MerchantErrorCode.LIMIT_EXCEEDED, call, "media");
        }
        var errors = new ArrayList<MerchantUserError>();
        var media = read(given, call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = input.id("productId", "prd")
                .map(id -> products.setMedia(new SetMedia(
                        call.merchantUser().merchant(), new ProductId(id), media, input.integer("expectedVersion"))))
                .orElseGet(SetMediaOutcome.NotFound::new);
        return switch (outcome) {
            case SetMediaOutcome.Set set -> Payload.of(set.product());
            case SetMediaOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "productId");
            case SetMediaOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
            case SetMediaOutcome.UnknownMedia unknown ->
                Payload.refused(unknown.positions().stream()
                        .map(i -> error(MerchantErrorCode.NOT_FOUND, call, given.get(i), "mediaId"))
                        .toList());
        };
    }

    private static List<PlacedMedia> read(List<Input> given, Call call, List<MerchantUserError> errors) {
        var media = new ArrayList<PlacedMedia>();
        var seen = new HashSet<UUID>();
        for (var each : given) {
            var id = each.id("mediaId", "med");
            if (id.isEmpty()) {
                errors.add(error(MerchantErrorCode.NOT_FOUND, call, each, "mediaId"));
            } else if (!seen.add(id.get())) {
                errors.add(error(MerchantErrorCode.DUPLICATE, call, each, "mediaId"));
            } else {
                media.add(new PlacedMedia(new MediaId(id.get()), altText(each, call, errors)));
            }
        }
        return media;
    }

    private static @Nullable LocalizedText altText(Input picture, Call call, List<MerchantUserError> errors) {
        return picture.objects("altTexts").isEmpty()
                ? null
                : LocalizedTexts.read(
                                picture,
                                "altTexts",
                                ALT_TEXT_LENGTH_MAX,
                                path -> errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path)))
                        .orElse(null);
    }

    private static MerchantUserError error(MerchantErrorCode code, Call call, Input input, String member) {
        return MerchantUserError.of(code, call, input.pathOf(member));
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(error(code, call, call.input(), member));
    }
}
