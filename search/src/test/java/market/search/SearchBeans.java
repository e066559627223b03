package market.search;

/** Beans of the room's other packages on a world of their own. */
public final class SearchBeans implements AutoCloseable {

    private final SearchWorld world = new SearchWorld();

    public <T> T get(Class<T> type) {
        return world.bean(type);
    }

    @Override
    public void close() {
        world.close();
    }
}
