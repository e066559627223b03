package market.kernel;

import java.util.UUID;

/** An id that knows what it names; every room declares its own record, so that no bare UUID crosses a door. */
public interface TypedId {
    UUID value();
}
