package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import market.graphql.Call;
import market.graphql.Payload;
import market.kernel.GlobalId;
import market.portal.bulk.ProductExports;
import market.portal.bulk.ProductImports;
import market.portal.bulk.ProductImports.Started;
import market.portal.bulk.TableFormat;
import market.portal.bulk.Uploads;

/** Files in and out: arguments to commands, outcomes to payloads. */
@Singleton
class ImportMutations {

    private static final int NAME_LENGTH_MAX = 200;
    private static final int MAPPED_MAX = 500;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Uploads uploads;
    private final ProductImports imports;
    private final ProductExports exports;

    ImportMutations(Uploads uploads, ProductImports imports, ProductExports exports) {
        this.uploads = uploads;
        this.imports = imports;
        this.exports = exports;
    }

    Payload createUpload(Call call) {
        var input = call.input();
        var name = input.text("fileName").strip();
        var sha256 = input.optionalText("sha256").map(text -> text.toLowerCase(Locale.ROOT));
        if (name.isEmpty()
                || name.length() > NAME_LENGTH_MAX
                || name.matches("\\.+")
                || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\')) {
            return refused(MerchantErrorCode.INVALID, call, "fileName");
        }
        if (sha256.filter(text -> !SHA_256.matcher(text).matches()).isPresent()) {
            return refused(MerchantErrorCode.INVALID, call, "sha256");
        }
        return Payload.of(uploads.create(call.merchantUser().merchant(), name, sha256.orElse(null)));
    }

    Payload create(Call call) {
        var input = call.input();
        var given = input.objects("mapping");
        if (given.size() > MAPPED_MAX) {
            return refused(MerchantErrorCode.LIMIT_EXCEEDED, call, "mapping");
        }
        Map<String, String> mapping = new LinkedHashMap<>();
        var taken = new ArrayList<String>();
        for (var each : given) {
            var field = each.optionalText("field").orElse("");
            if (mapping.put(each.text("column").strip(), field) != null
                    || (!field.isEmpty() && taken.contains(field))) {
                return Payload.refused(MerchantUserError.of(MerchantErrorCode.DUPLICATE, call, each.path()));
            }
            taken.add(field);
        }
        var archive = input.optionalText("mediaUploadId").flatMap(text -> GlobalId.parse("upl", text));
        if (input.isGiven("mediaUploadId") && archive.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "mediaUploadId");
        }
        return payload(
                input.id("uploadId", "upl")
                        .map(upload -> imports.create(
                                call.merchantUser().merchant(),
                                upload,
                                archive.orElse(null),
                                mapping,
                                input.flag("isDryRun"),
                                input.flag("isPartial")))
                        .orElseGet(Started.NoSuchUpload::new),
                call,
                "uploadId");
    }

    Payload apply(Call call) {
        var input = call.input();
        return payload(
                input.id("productImportId", "imp")
                        .map(id -> imports.apply(call.merchantUser().merchant(), id, input.flag("isPartial")))
                        .orElseGet(Started.NoSuchUpload::new),
                call,
                "productImportId");
    }

    Payload export(Call call) {
        return Payload.of(exports.create(
                call.merchantUser().merchant(), call.input().choice("format", TableFormat.class), call.language()));
    }

    private static Payload payload(Started outcome, Call call, String member) {
        return switch (outcome) {
            case Started.Running running -> Payload.of(running.work());
            case Started.NoSuchUpload _ -> refused(MerchantErrorCode.NOT_FOUND, call, member);
            case Started.NotUploaded _, Started.WrongState _ -> refused(MerchantErrorCode.INVALID_STATE, call, member);
            case Started.NoSuchArchive _ -> refused(MerchantErrorCode.NOT_FOUND, call, "mediaUploadId");
            case Started.ArchiveNotUploaded _ -> refused(MerchantErrorCode.INVALID_STATE, call, "mediaUploadId");
            case Started.OtherWishes _ -> refused(MerchantErrorCode.DUPLICATE, call, member);
            case Started.UnknownField unknown ->
                Payload.refused(MerchantUserError.of(
                        MerchantErrorCode.INVALID,
                        call,
                        List.of("input", "mapping", String.valueOf(unknown.position()), "field")));
        };
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
