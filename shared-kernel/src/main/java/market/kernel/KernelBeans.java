package market.kernel;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Time comes from one bean, so that nothing reads the wall clock behind a test's back. */
@Factory
final class KernelBeans {

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
