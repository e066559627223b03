package market.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: a new market lets its first operator in without anybody touching the database, and never a second one. */
final class FirstOperatorTest {

    private static final String PHONE = "13899990001";

    private final MerchantsWorld world = new MerchantsWorld();

    private StaffSignInOutcome signIn(String password) {
        return world.staffSignIn.signIn(
                new StaffSignIn.Proof(StaffRole.Desk.OPERATOR, PHONE, null, password, null),
                new StaffSignIn.Caller("10.1.1.1", "", "", ""));
    }

    @Test
    void of_copies_that_start_at_once_one_gives_out_the_password_and_later_starts_give_none() throws Exception {
        Callable<Optional<String>> start = () -> world.staffAccess.issueToFirstOperator(PHONE, "周主任");
        String password;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var issued = executor
                    .invokeAll(IntStream.range(0, 4).mapToObj(_ -> start).toList())
                    .stream()
                    .flatMap(each -> each.resultNow().stream())
                    .toList();
            assertThat(issued).hasSize(1);
            password = issued.getFirst();
        }

        assertThat(signIn(password)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(world.staffAccess.issueToFirstOperator(PHONE, "周主任")).isEmpty();
        assertThat(world.staffAccess.issueToFirstOperator("13899990002", "李主任")).isEmpty();
        assertThat(world.staff.list()).extracting(StaffMember::phone).containsExactly(PHONE);
        assertThat(signIn(password)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(world.staffAccess.hasDevelopmentPasswords()).isFalse();
    }
}
