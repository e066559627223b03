package market.server.datapack;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.AttributeFault;
import market.catalog.Pictures;
import market.catalog.PriceTier;
import market.catalog.Products;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProduct.VariantSpec;
import market.catalog.UpsertProductOutcome;
import market.kernel.MerchantId;

/** Products with their variants, tiers and pictures. */
@Singleton
final class ProductLoader {

    private static final List<String> PRODUCT_COLUMNS = List.of(
            "merchant",
            "key",
            "handle",
            "product_type",
            "category",
            "title_zh",
            "title_en",
            "description_zh",
            "description_en",
            "origin",
            "attributes",
            "image",
            "keywords");
    private static final List<String> VARIANT_COLUMNS = List.of(
            "product",
            "sku",
            "attributes",
            "price",
            "net_weight_grams",
            "unit",
            "barcode",
            "min_quantity",
            "case_pack");
    private static final List<String> TIER_COLUMNS =
            List.of("merchant", "sku", "customer_group", "min_quantity", "price", "step");

    private static final List<String> MAXIMUM = List.of("max_quantity");
    private static final List<String> MAY_BE_LEFT_OUT = List.of("max_quantity", "quantity_step");

    private final Products products;
    private final Pictures pictures;

    private record VariantRow(PackRow row, VariantSpec spec) {}

    ProductLoader(Products products, Pictures pictures) {
        this.products = products;
        this.pictures = pictures;
    }

    void load(Path pack, LoadState state) {
        var tiers = tiers(pack, state);
        var productRows = PackTable.read(pack, "products.csv", PRODUCT_COLUMNS, state.faults);
        var merchantOfProduct = new HashMap<String, String>();
        productRows.forEach(row -> merchantOfProduct.put(row.text("key"), row.text("merchant")));
        var variants = new HashMap<String, List<VariantRow>>();
        for (var row : PackTable.read(pack, "variants.csv", VARIANT_COLUMNS, MAY_BE_LEFT_OUT, state.faults)) {
            row.reference("product", merchantOfProduct, "product")
                    .ifPresent(merchant -> variants.computeIfAbsent(row.text("product"), _ -> new ArrayList<>())
                            .add(new VariantRow(row, variant(row, tiers, merchant))));
        }
        for (var row : productRows) {
            loadProduct(pack, row, variants.getOrDefault(row.text("key"), List.of()), state);
        }
        tiers.keySet().stream()
                .filter(key -> state.faults.isEmpty() && !state.variants.containsKey(key))
                .forEach(key -> state.faults.add(new PackFault(
                        LoadState.fileName(pack) + "/trade-prices.csv", 1, "sku", "there is no variant " + key)));
    }

    private void loadProduct(Path pack, PackRow row, List<VariantRow> variants, LoadState state) {
        var merchant = row.reference("merchant", state.merchants, "merchant");
        var image =
                row.optional("image").map(path -> LoadState.fileName(pack) + "/" + path.replaceFirst("^images/", ""));
        var command = new UpsertProduct(
                merchant.orElse(new MerchantId(new UUID(0, 0))),
                row.text("key"),
                row.text("handle"),
                row.text("product_type"),
                row.text("category"),
                row.localized("title"),
                row.localized("description"),
                row.region("origin", state.regions),
                row.attributes("attributes"),
                image.orElse(null),
                row.optional("keywords").orElse(""),
                variants.stream().map(VariantRow::spec).toList());
        if (variants.isEmpty()) {
            row.fault("key", "the product has no variant in variants.csv");
        }
        image.ifPresent(path -> storePicture(pack, row, path, state));
        report(row, variants, products.check(command));
        if (state.faults.isEmpty()) {
            store(row, command, state);
        }
    }

    private void store(PackRow row, UpsertProduct command, LoadState state) {
        switch (products.upsert(command)) {
            case UpsertProductOutcome.Invalid invalid -> report(row, List.of(), invalid.faults());
            case UpsertProductOutcome.Upserted upserted -> {
                var product = new LoadState.LoadedProduct(upserted.id(), command.merchant());
                state.products.put(command.key(), product);
                for (var i = 0; i < command.variants().size(); i++) {
                    state.variants.put(
                            LoadState.key(
                                    row.text("merchant"),
                                    command.variants().get(i).sku()),
                            new LoadState.LoadedVariant(upserted.variants().get(i), upserted.id(), command.merchant()));
                }
            }
        }
    }

    private static void report(PackRow product, List<VariantRow> variants, List<AttributeFault> faults) {
        for (var fault : faults) {
            variants.stream()
                    .filter(variant -> variant.spec().sku().equals(fault.sku()))
                    .findFirst()
                    .map(VariantRow::row)
                    .orElse(product)
                    .fault(fault.field(), fault.reason());
        }
    }

    private void storePicture(Path pack, PackRow row, String path, LoadState state) {
        var file = pack.resolve("images")
                .resolve(path.substring(path.indexOf('/') + 1))
                .normalize();
        if (!file.startsWith(pack) || !Files.isRegularFile(file)) {
            row.fault("image", "there is no file " + row.text("image"));
            return;
        }
        if (!file.toString().endsWith(".svg")) {
            row.fault("image", "only SVG pictures are read");
            return;
        }
        if (state.faults.isEmpty()) {
            try {
                pictures.store(path, "image/svg+xml", Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static VariantSpec variant(PackRow row, Map<String, List<PriceTier>> tiers, String merchant) {
        return new VariantSpec(
                row.text("sku"),
                row.attributes("attributes"),
                row.price("price"),
                row.optionalWholeNumber("net_weight_grams", 1).orElse(null),
                row.text("unit"),
                row.orNull("barcode"),
                row.optionalWholeNumber("min_quantity", 1).orElse(1L),
                row.optionalWholeNumber("quantity_step", 1).orElse(1L),
                row.optionalWholeNumber("case_pack", 1).orElse(1L),
                row.optionalWholeNumber("max_quantity", 1).orElse(null),
                tiers.getOrDefault(LoadState.key(merchant, row.text("sku")), List.of()));
    }

    private static Map<String, List<PriceTier>> tiers(Path pack, LoadState state) {
        var tiers = new HashMap<String, List<PriceTier>>();
        for (var row : PackTable.read(pack, "trade-prices.csv", TIER_COLUMNS, MAXIMUM, state.faults)) {
            tiers.computeIfAbsent(LoadState.key(row.text("merchant"), row.text("sku")), _ -> new ArrayList<>())
                    .add(new PriceTier(
                            row.text("customer_group"),
                            row.wholeNumber("min_quantity", 1),
                            row.price("price"),
                            row.optionalWholeNumber("step", 1).orElse(1L),
                            row.optionalWholeNumber("max_quantity", 1).orElse(null)));
        }
        return tiers;
    }
}
