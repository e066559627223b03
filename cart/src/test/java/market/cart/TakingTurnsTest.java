package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.catalog.VariantId;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever two tabs at two copies of the engine do to one cart at once, it ends as if they had done it one after the
 * other. Method: the carts' versions say in which order; the same commands are replayed in that order on plain lists.
 */
class TakingTurnsTest {

    private static final int COMMANDS = 500;

    /** One random deed. */
    private record Command(String kind, VariantId variant, CartLineId line, long quantity) {}

    /** A deed that changed the cart, and the version that came of it. */
    private record Did(int version, Command command) {}

    private final List<VariantId> teas;

    TakingTurnsTest() {
        var merchant = WORLD.merchant();
        teas = IntStream.range(0, 8).mapToObj(_ -> WORLD.tea(merchant, 100)).toList();
    }

    @Test
    void two_tabs_at_two_copies_leave_what_the_same_commands_leave_one_after_the_other() throws Exception {
        var seed = new Random().nextLong();
        var cart = WORLD.create(GUEST);
        List<Did> did;
        try (var elsewhere = WORLD.copy();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Did>>> tabs = List.of(
                    () -> tab(WORLD.carts, cart, new Random(seed)),
                    () -> tab(elsewhere.getBean(Carts.class), cart, new Random(seed + 1)));
            did = new ArrayList<>();
            for (var tab : executor.invokeAll(tabs)) {
                did.addAll(tab.get());
            }
        }

        did.sort(Comparator.comparingInt(Did::version));
        var after = WORLD.read(cart, GUEST);
        assertThat(did.stream().map(Did::version))
                .as("seed " + seed)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, after.version()).boxed().toList());
        assertThat(did).hasSizeGreaterThan(COMMANDS);
        var kept = new LinkedHashMap<VariantId, Long>();
        var saved = new LinkedHashMap<VariantId, Long>();
        did.forEach(each -> replay(each.command(), kept, saved));
        assertThat(quantities(after.lines())).as("seed " + seed).isEqualTo(List.copyOf(kept.entrySet()));
        assertThat(quantities(after.saved())).as("seed " + seed).isEqualTo(List.copyOf(saved.entrySet()));
    }

    @Test
    void a_crowd_at_two_copies_loses_nothing_and_nobody_is_turned_away() throws Exception {
        var cart = WORLD.create(GUEST);
        try (var elsewhere = WORLD.copy();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var doors = List.of(WORLD.carts, elsewhere.getBean(Carts.class));
            List<Callable<CartOutcome>> taps = IntStream.range(0, 200)
                    .<Callable<CartOutcome>>mapToObj(i -> () -> doors.get(i % 2)
                            .addLines(new AddCartLines(
                                    cart.id(), GUEST, List.of(CartWorld.line(teas.getFirst(), 1)), "tap " + i)))
                    .toList();
            for (var outcome : executor.invokeAll(taps)) {
                CartWorld.changed(outcome.get());
            }
        }

        var after = WORLD.read(cart, GUEST);
        assertThat(after.lines().getFirst().quantity()).isEqualTo(200);
        assertThat(after.version()).isEqualTo(201);
    }

    private List<Did> tab(Carts carts, Cart opened, Random random) {
        var did = new ArrayList<Did>();
        var seen = opened;
        for (var i = 0; i < COMMANDS; i++) {
            var command = command(seen, random);
            if (carry(carts, opened.id(), command) instanceof CartOutcome.Changed changed) {
                seen = changed.cart();
                did.add(new Did(seen.version(), command));
            } else {
                // The other tab was there before: look again.
                seen = carts.find(opened.id(), GUEST).orElseThrow();
            }
        }
        return did;
    }

    private Command command(Cart seen, Random random) {
        var variant = teas.get(random.nextInt(teas.size()));
        var quantity = 1 + random.nextInt(9);
        var kind = random.nextInt(10);
        var from = kind == 9 ? seen.saved() : seen.lines();
        if (kind < 5 || from.isEmpty()) {
            return new Command("add", variant, new CartLineId(variant.value()), quantity);
        }
        var line = from.get(random.nextInt(from.size()));
        var deed = kind < 7 ? "set" : kind == 7 ? "remove" : kind == 8 ? "save" : "restore";
        return new Command(deed, line.variant(), line.id(), quantity);
    }

    private static CartOutcome carry(Carts carts, CartId cart, Command command) {
        return switch (command.kind()) {
            case "add" ->
                carts.addLines(new AddCartLines(
                        cart, GUEST, List.of(CartWorld.line(command.variant(), command.quantity())), CartWorld.key()));
            case "set", "remove" ->
                carts.updateLines(new UpdateCartLines(
                        cart,
                        GUEST,
                        null,
                        List.of(new UpdateCartLines.NewQuantity(
                                command.line(), command.kind().equals("set") ? command.quantity() : 0))));
            case "save" ->
                carts.moveLines(new MoveCartLines(cart, GUEST, List.of(command.line()), MoveCartLines.Shelf.SAVED));
            default ->
                carts.moveLines(new MoveCartLines(cart, GUEST, List.of(command.line()), MoveCartLines.Shelf.CART));
        };
    }

    private static void replay(Command command, Map<VariantId, Long> kept, Map<VariantId, Long> saved) {
        switch (command.kind()) {
            case "add" -> kept.merge(command.variant(), command.quantity(), Long::sum);
            case "set" -> kept.put(command.variant(), command.quantity());
            case "remove" -> kept.remove(command.variant());
            case "save" -> saved.merge(command.variant(), kept.remove(command.variant()), Long::sum);
            default -> kept.merge(command.variant(), saved.remove(command.variant()), Long::sum);
        }
    }

    private static List<Map.Entry<VariantId, Long>> quantities(List<CartLine> all) {
        return all.stream()
                .map(line -> Map.entry(line.variant(), line.quantity()))
                .toList();
    }
}
