package market.search;

import jakarta.inject.Singleton;

/** How much of the catalogue the search index does not know yet. */
@Singleton
public class Backlog {

    private final DirtyProducts dirty;

    Backlog(DirtyProducts dirty) {
        this.dirty = dirty;
    }

    /** Products that changed and are still to be written. */
    public long products() {
        return dirty.count();
    }
}
