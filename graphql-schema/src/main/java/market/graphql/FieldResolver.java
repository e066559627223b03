package market.graphql;

import org.jspecify.annotations.Nullable;

/** Answers a field of an object. */
@FunctionalInterface
public interface FieldResolver<S> {
    @Nullable
    Object resolve(S source, Call call);
}
