package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.inventory.redis.RedisHolds.Counting;
import market.kernel.MerchantId;
import market.local.RedisServer;
import market.local.RedisServer.Keeping;
import market.local.testing.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to Redis, nothing is oversold and nothing is lost for longer than a hold lives. */
class SurvivingRedisTest {

    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static InventoryWorld world;

    private MerchantId merchant;
    private LocationId mill;

    @BeforeAll
    static void start() {
        server = TestRedis.server(folder, Keeping.SNAPSHOTS);
        world = new InventoryWorld(server.uri());
    }

    @BeforeEach
    void open() {
        merchant = world.merchant();
        mill = world.location(merchant, "mill");
    }

    @AfterAll
    static void stop() {
        world.close();
        server.close();
    }

    @Test
    void an_old_dump_is_noticed_and_what_was_sold_since_is_not_promised_again() {
        var tea = world.variant(merchant, Map.of(mill, 10L));
        var early = world.reservation();
        world.held(early, line(tea, 2));
        world.settled();
        world.redis.commands().save();
        server.backUp();
        world.reservations.release(early, List.of(merchant));
        for (var i = 0; i < 7; i++) {
            buy(tea);
        }
        world.settled();

        server.kill();
        server.restore();
        restart();
        var heldInDump = 2;
        assertThat(world.hold(world.reservation(), line(tea, 2)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 2, 3 - heldInDump))));
        assertThat(world.held(world.reservation(), line(tea, 1))).hasSize(1);

        world.clock.moveOn(QUARTER_HOUR.plusSeconds(1));
        world.tendHolds.sweep();
        assertThat(world.holdable(merchant, tea)).isEqualTo(3);
        world.tendHolds.reconcile();
        assertThat(world.drift(merchant)).isZero();
        assertThat(world.holdable(merchant, tea)).isEqualTo(3);
    }

    @Test
    void an_empty_redis_is_filled_from_postgresql_by_the_first_who_buys() {
        var tea = world.variant(merchant, Map.of(mill, 5L));
        var id = world.reservation();
        var allocations = world.held(id, line(tea, 4));

        world.redis.commands().flushall();

        assertThat(world.hold(world.reservation(), line(tea, 6)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 6, 5))));
        assertThat(world.reservations.extend(id, List.of(merchant), QUARTER_HOUR))
                .isEqualTo(new ExtendOutcome.Gone());
        assertThat(world.commit(id, UUID.randomUUID(), allocations)).isEqualTo(new CommitOutcome.Committed());
        assertThat(world.holdable(merchant, tea)).isEqualTo(1);
    }

    @Test
    void writes_lost_in_the_middle_are_noticed_without_a_restart() {
        var tea = world.variant(merchant, Map.of(mill, 5L));
        world.held(world.reservation(), line(tea, 1));
        world.settled();
        world.incarnation.beat();
        var before = world.incarnation.token();
        world.redis.commands().save();
        world.incarnation.beat();
        world.incarnation.beat();
        buy(tea);
        world.settled();

        // The same process with older data, as after a resynchronisation with a replica that was behind.
        world.redis
                .commands()
                .dispatch(
                        CommandType.DEBUG,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("RELOAD").add("NOSAVE"));
        var after = world.incarnation.beat();

        assertThat(after).isNotEqualTo(before);
        assertThat(world.hold(world.reservation(), line(tea, 4)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 4, 3))));
    }

    @Test
    void a_redis_that_is_away_is_answered_at_once_and_selling_goes_on_soon_after_it_is_back() {
        var tea = world.variant(merchant, Map.of(mill, 5L));
        var early = world.held(world.reservation(), line(tea, 3));
        server.kill();

        var began = System.nanoTime();
        assertThat(world.hold(world.reservation(), line(tea, 1))).isInstanceOf(HoldOutcome.TryAgain.class);
        assertThat(world.reservations.extend(world.reservation(), List.of(merchant), QUARTER_HOUR))
                .isInstanceOf(ExtendOutcome.TryAgain.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        // A promise outlives Redis: PostgreSQL still has the pieces.
        assertThat(world.commit(world.reservation(), UUID.randomUUID(), early))
                .isEqualTo(new CommitOutcome.Committed());

        restart();
        assertThat(world.hold(world.reservation(), line(tea, 3)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 3, 2))));
    }

    @Test
    void corrupted_keys_are_found_told_and_set_right() {
        var tea = world.variant(merchant, Map.of(mill, 5L));
        world.held(world.reservation(), line(tea, 1));
        var commands = world.redis.commands();
        var versions = world.epoch(merchant) + ":n:" + tea.value();

        commands.hset(world.counters(merchant, tea), mill.value().toString(), "1000");
        world.tendHolds.reconcile();
        assertThat(world.drift(merchant)).isEqualTo(996);
        assertThat(world.holdable(merchant, tea)).isEqualTo(4);

        commands.hset(versions, mill.value().toString(), "999999999");
        commands.hset(versions, mill.value() + ":base", "1000");
        world.tendHolds.reconcile();
        assertThat(world.holdable(merchant, tea)).isEqualTo(4);
        assertThat(world.drift(merchant)).isGreaterThan(996);

        for (var key : List.of(
                versions,
                world.counters(merchant, tea),
                world.epoch(merchant) + ":b",
                world.epoch(merchant) + ":t",
                world.epoch(merchant) + ":g")) {
            commands.set(key, "not a hash");
        }
        world.tendHolds.reconcile();
        assertThat(world.holdable(merchant, tea)).isEqualTo(4);
        commands.set(world.epoch(merchant) + ":x", "not a set");
        assertThat(world.hold(world.reservation(), line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        world.tendHolds.reconcile();
        var told = world.drift(merchant);
        world.tendHolds.reconcile();
        assertThat(world.drift(merchant)).isEqualTo(told);
    }

    @Test
    void holds_are_counted_in_pages_and_what_was_thought_to_be_held_is_set_right() {
        var tea = world.variant(merchant, Map.of(mill, 500L));
        var ids = Stream.generate(world::reservation).limit(120).toList();
        ids.forEach(id -> world.held(id, line(tea, 2)));
        var row = tea.value() + "/" + mill.value();
        var commands = world.redis.commands();
        commands.hset(world.epoch(merchant) + ":t", row, "7");
        commands.hset(world.epoch(merchant) + ":b", "nobody", "3");

        world.tendHolds.reconcile();

        assertThat(commands.hgetall(world.epoch(merchant) + ":t")).isEqualTo(Map.of(row, "240"));
        assertThat(commands.hexists(world.epoch(merchant) + ":b", "nobody")).isFalse();
        assertThat(world.drift(merchant)).isZero();
        assertThat(world.holdable(merchant, tea)).isEqualTo(260);
        commands.del(world.epoch(merchant) + ":t", world.epoch(merchant));
        assertThat(world.hold(world.reservation(), line(tea, 261)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 261, 260))));

        world.clock.moveOn(QUARTER_HOUR.plusSeconds(1));
        world.tendHolds.sweep();
        assertThat(world.holdable(merchant, tea)).isEqualTo(500);
        assertThat(commands.keys(world.epoch(merchant) + ":h:*")).isEmpty();
        assertThat(commands.exists(world.epoch(merchant) + ":t", world.epoch(merchant) + ":b"))
                .isZero();
    }

    @Test
    void a_count_that_its_copy_left_unfinished_is_begun_again_by_another_after_a_while() {
        var tea = world.variant(merchant, Map.of(mill, 9L));
        world.held(world.reservation(), line(tea, 1));
        world.held(world.reservation(), line(tea, 2));
        var dead = UUID.randomUUID();
        var living = UUID.randomUUID();
        assertThat(world.holds.count(merchant, dead, 1, true)).isEqualTo(Counting.UNDER_WAY);

        assertThat(world.holds.count(merchant, living, 1, true)).isEqualTo(Counting.BY_ANOTHER);
        world.clock.moveOn(Duration.ofSeconds(31));
        assertThat(world.holds.count(merchant, living, 9, true)).isEqualTo(Counting.DONE);
        assertThat(world.holds.count(merchant, dead, 1, false)).isEqualTo(Counting.BY_ANOTHER);
        world.holds.adopt(merchant, dead);
        assertThat(world.redis.commands().exists(world.epoch(merchant) + ":g")).isEqualTo(1);
        world.holds.adopt(merchant, living);
        assertThat(world.redis.commands().hvals(world.epoch(merchant) + ":t")).containsExactly("3");
    }

    @Test
    void two_copies_that_see_the_same_change_renew_the_token_once() {
        try (var other = world.copy()) {
            other.incarnation.beat();
            world.incarnation.beat();

            server.kill();
            restart();
            var seen = world.incarnation.beat();

            assertThat(other.incarnation.beat()).isEqualTo(seen);
            assertThat(world.incarnation.beat()).isEqualTo(seen);
        }
    }

    private void restart() {
        server.start();
        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> world.redis.ping().equals("PONG"));
        world.tendHolds.beat();
    }

    private void buy(VariantId variant) {
        var id = world.reservation();
        assertThat(world.commit(id, UUID.randomUUID(), world.held(id, line(variant, 1))))
                .isEqualTo(new CommitOutcome.Committed());
    }

    private Line line(VariantId variant, long quantity) {
        return new Line(variant, merchant, quantity);
    }
}
