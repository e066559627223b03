package market.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every mutation answers: the entity, or why not. The entity is null if and only if there are user errors.
 *
 * @param warnings the deed was done, and the caller should know this
 */
public record Payload(@Nullable Object entity, List<?> userErrors, List<?> warnings) {

    public Payload {
        if ((entity == null) == userErrors.isEmpty()) {
            throw new IllegalArgumentException("Either the deed was done or a refusal says why");
        }
        userErrors = List.copyOf(userErrors);
        warnings = List.copyOf(warnings);
    }

    public static Payload of(Object entity) {
        return new Payload(entity, List.of(), List.of());
    }

    public static Payload of(Object entity, List<?> warnings) {
        return new Payload(entity, List.of(), warnings);
    }

    public static Payload refused(Object... userErrors) {
        return refused(List.of(userErrors));
    }

    public static Payload refused(List<?> userErrors) {
        return new Payload(null, userErrors, List.of());
    }
}
