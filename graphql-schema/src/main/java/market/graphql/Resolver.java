package market.graphql;

import org.jspecify.annotations.Nullable;

/** Answers a root field. */
@FunctionalInterface
public interface Resolver {
    @Nullable
    Object resolve(Call call);
}
