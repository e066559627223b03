package market.checkout;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** The door of vouchers: buyers read theirs with their orders, merchants redeem them. */
@Singleton
public class Vouchers {

    /** Where a list starts: the newest first. */
    public static final VoucherId NEWEST = new VoucherId(new UUID(-1, -1));

    /** Some pieces of a line, which are counted from one. */
    public record Pieces(int after, int count) {}

    private final VoucherRepository repository;
    private final RedeemVoucherHandler redeeming;
    private final Clock clock;

    Vouchers(VoucherRepository repository, RedeemVoucherHandler redeeming, Clock clock) {
        this.repository = repository;
        this.redeeming = redeeming;
        this.clock = clock;
    }

    /** By line, in the order of the pieces. With their codes: the caller sees to it that the orders are the buyer's own. */
    public Map<UUID, List<Voucher>> ofLines(Collection<UUID> lines, Pieces pieces) {
        var now = clock.instant();
        return repository.ofLines(lines, pieces.after(), Math.addExact(pieces.after(), pieces.count())).stream()
                .map(row -> row.toVoucher(now))
                .collect(Collectors.groupingBy(Voucher::line));
    }

    /** One merchant's vouchers, newest first. */
    public Slice<Voucher> ofMerchant(MerchantId merchant, Set<VoucherState> states, VoucherId before, int limit) {
        var now = clock.instant();
        return states.isEmpty()
                ? new Slice<>(List.of(), false)
                : Slice.of(
                        repository.pageOfMerchant(merchant.value(), states, now, before.value(), limit + 1).stream()
                                .map(row -> row.toVoucher(now))
                                .toList(),
                        limit);
    }

    /** Empty also when it is another merchant's. */
    public Optional<Voucher> findOfMerchant(MerchantId merchant, VoucherId id) {
        return repository.find(merchant.value(), id.value()).map(row -> row.toVoucher(clock.instant()));
    }

    public RedeemVoucherOutcome redeem(RedeemVoucher command) {
        return redeeming.handle(command);
    }
}
