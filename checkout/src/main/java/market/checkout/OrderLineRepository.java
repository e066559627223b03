package market.checkout;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OrderLineRepository extends GenericRepository<OrderLineRow, UUID> {

    @Query("""
            SELECT id, order_id, merchant_order_id, position, product_id, variant_id, sku, title_zh, title_en, origin_code,
                   category_code, commission_rate, voucher_days, ships_from, quantity, unit_price_minor, total_minor,
                   CAST(price_trace AS text) AS price_trace, note, pavilion, pavilion_fee_rate, referral,
                   CAST(sources AS text) AS sources, bundle_id, bundle_name_zh, bundle_name_en
              FROM checkout.order_line
             WHERE merchant_order_id IN (:merchantOrders)
             ORDER BY position
            """)
    List<OrderLineRow> findByMerchantOrders(Collection<UUID> merchantOrders);

    @Query("""
            INSERT INTO checkout.order_line (id, order_id, merchant_order_id, position, product_id, variant_id, sku,
                   title_zh, title_en, origin_code, category_code, commission_rate, voucher_days, ships_from, quantity,
                   unit_price_minor, total_minor, price_trace, note, pavilion, pavilion_fee_rate, referral, sources,
                   bundle_id, bundle_name_zh, bundle_name_en)
            VALUES (:id, :orderId, :merchantOrderId, :position, :productId, :variantId, :sku,
                   :titleZh, :titleEn, :originCode, :categoryCode, :commissionRate, :voucherDays, :shipsFrom, :quantity,
                   :unitPriceMinor, :totalMinor, CAST(:priceTrace AS jsonb), :note, :pavilion, :pavilionFeeRate, :referral,
                   CAST(:sources AS jsonb), :bundleId, :bundleNameZh, :bundleNameEn)
            """)
    void insert(List<OrderLineRow> rows);
}
