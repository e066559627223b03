package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import market.catalog.CertificateQuotas.Sale;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Certificates that allow a certain weight: what is sold counts, once, and when all is used they count no more. */
class ChargingQuotasTest {

    private static final UUID PERSON = new UUID(1, 2);
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    private final MerchantId merchant = WORLD.merchant();
    private final String number = WORLD.fresh("GI");

    /** A tea of 250 grams. */
    private final UpsertProductOutcome.Upserted goods = goods();

    private final VariantId variant = goods.variants().getFirst();

    @Test
    void a_line_counts_once_however_often_it_is_told_and_by_however_many_at_once() throws Exception {
        var certificate = verified(number, 10_000L);
        var line = UUID.randomUUID();

        charge(line, 3);
        charge(line, 3);
        CatalogWorld.atOnce(8, _ -> () -> {
            charge(line, 3);
            return true;
        });

        assertThat(used(certificate)).isEqualTo(750);
        assertThat(charges(certificate)).containsExactly("750");
    }

    @Test
    void sales_at_once_sum_up_exactly_also_beyond_the_quota() throws Exception {
        var certificate = verified(number, 2_000L);

        CatalogWorld.atOnce(16, _ -> () -> {
            charge(UUID.randomUUID(), 1);
            return true;
        });

        assertThat(used(certificate)).isEqualTo(4_000);
        assertThat(notices()).containsOnlyOnce("CERTIFICATE_USED_UP " + number);
    }

    @Test
    void what_is_given_back_counts_no_more_once_and_only_if_it_was_charged() throws Exception {
        var certificate = verified(number, 10_000L);
        var line = UUID.randomUUID();
        charge(line, 3);
        charge(UUID.randomUUID(), 2);

        giveBack(UUID.randomUUID());
        assertThat(used(certificate)).isEqualTo(1_250);
        CatalogWorld.atOnce(8, _ -> () -> {
            giveBack(line);
            return true;
        });
        charge(line, 3);

        assertThat(used(certificate)).isEqualTo(500);
        assertThat(charges(certificate)).containsExactlyInAnyOrder("750", "-750", "500");
    }

    @Test
    void its_merchant_is_warned_once_ahead_and_the_badge_goes_when_all_is_used_and_comes_back() {
        var certificate = verified(number, 2_500L);
        var last = UUID.randomUUID();

        charge(UUID.randomUUID(), 8);
        assertThat(notices()).isEmpty();
        charge(UUID.randomUUID(), 1);
        assertThat(notices()).containsExactly("CERTIFICATE_QUOTA_LOW " + number);
        var before = WORLD.product(goods.id());
        assertThat(before.certificates()).hasSize(1);

        charge(last, 1);

        assertThat(used(certificate)).isEqualTo(2_500);
        var after = WORLD.product(goods.id());
        assertThat(after.certificates()).isEmpty();
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(notices()).containsExactly("CERTIFICATE_USED_UP " + number, "CERTIFICATE_QUOTA_LOW " + number);

        giveBack(last);

        assertThat(WORLD.product(goods.id()).certificates()).hasSize(1);
        assertThat(WORLD.certificates.find(certificate).orElseThrow().countsOn(TradeDay.today(WORLD.clock)))
                .isTrue();
        charge(UUID.randomUUID(), 1);
        assertThat(notices())
                .filteredOn(notice -> notice.startsWith("CERTIFICATE_QUOTA_LOW"))
                .hasSize(1);
    }

    @Test
    void a_renewal_takes_over_what_was_used_and_what_is_given_back_afterwards() {
        var earlier = verified(number, 1_000L);
        var line = UUID.randomUUID();
        charge(line, 4);
        assertThat(WORLD.product(goods.id()).certificates()).isEmpty();

        var renewal = verified(number, 2_000L);

        assertThat(used(renewal)).isEqualTo(1_000);
        assertThat(WORLD.product(goods.id()).certificates()).hasSize(1);
        giveBack(line);
        assertThat(used(renewal)).isZero();
        assertThat(used(earlier)).isEqualTo(1_000);
    }

    @Test
    void renewing_while_goods_are_sold_loses_no_gram() throws Exception {
        verified(number, 100_000L);
        var renewal = submitted(number, 200_000L);

        CatalogWorld.atOnce(9, caller -> () -> {
            if (caller == 4) {
                verify(renewal);
            } else {
                charge(UUID.randomUUID(), 1);
            }
            return true;
        });

        assertThat(used(renewal)).isEqualTo(8 * 250);
    }

    @Test
    void neither_other_goods_nor_days_outside_nor_certificates_without_a_quota_are_charged() {
        var certificate = verified(number, 10_000L);
        var other = goods().variants().getFirst();
        var unlimited = verified(number + "-U", null);

        WORLD.quotas.charge(List.of(new Sale(UUID.randomUUID(), other, 1)), WORLD.clock.instant());
        WORLD.quotas.charge(
                List.of(new Sale(UUID.randomUUID(), variant, 1)),
                FROM.minusDays(1).atStartOfDay(TradeDay.ZONE).toInstant());

        assertThat(used(certificate)).isZero();
        assertThat(used(unlimited)).isZero();
    }

    @Test
    void of_two_that_cover_goods_the_one_with_something_left_that_lapses_first_is_charged() {
        var later = verified(number, 10_000L, 340);
        var sooner = verified(number + "-B", 500L, 320);

        IntStream.range(0, 3).forEach(_ -> charge(UUID.randomUUID(), 1));

        assertThat(used(sooner)).isEqualTo(500);
        assertThat(used(later)).isEqualTo(250);
        assertThat(WORLD.product(goods.id()).certificates())
                .extracting(Certificate::number)
                .containsExactly(number);
    }

    private UpsertProductOutcome.Upserted goods() {
        var key = WORLD.fresh("tea");
        return WORLD.upserted(tea(merchant, key, spec("sku-" + key, 1_000)));
    }

    private void charge(UUID line, long pieces) {
        WORLD.quotas.charge(List.of(new Sale(line, variant, pieces)), WORLD.clock.instant());
    }

    private static void giveBack(UUID line) {
        WORLD.quotas.giveBack(List.of(line));
    }

    private static long used(UUID certificate) {
        return WORLD.certificates.find(certificate).orElseThrow().usedGrams();
    }

    private static List<String> charges(UUID certificate) {
        return WORLD.texts("SELECT grams FROM catalog.certificate_charge WHERE certificate_id = ?", certificate);
    }

    /** Newest first. */
    private List<String> notices() {
        return WORLD.texts(
                "SELECT kind || ' ' || subject FROM catalog.notice WHERE merchant_id = ? ORDER BY id DESC",
                merchant.value());
    }

    /** For so long that nobody is warned of its last day. */
    private UUID verified(String of, @Nullable Long quota) {
        return verified(of, quota, 300);
    }

    private UUID verified(String of, @Nullable Long quota, long days) {
        var certificate = submitted(of, quota, days);
        verify(certificate);
        return certificate;
    }

    private UUID submitted(String of, @Nullable Long quota) {
        return submitted(of, quota, 300);
    }

    private UUID submitted(String of, @Nullable Long quota, long days) {
        var outcome = WORLD.certificates.submit(new SubmitCertificate(
                merchant,
                "GI",
                of,
                text("地理标志"),
                "知识产权局",
                "茶农",
                "",
                FROM,
                LocalDate.ofInstant(WORLD.clock.instant().plus(Duration.ofDays(days)), TradeDay.ZONE),
                List.of(goods.id()),
                null,
                null,
                quota,
                0));
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Set.class);
        return ((SetRecordOutcome.Set<FiledCertificate>) outcome)
                .stored()
                .certificate()
                .id();
    }

    private static void verify(UUID certificate) {
        var outcome = WORLD.certificates.decide(
                new DecideCertificate(certificate, CertificateState.VERIFIED, null, 1, PERSON));
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Set.class);
    }
}
