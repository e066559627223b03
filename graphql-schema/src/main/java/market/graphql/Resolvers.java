package market.graphql;

/** One room's answers on one surface, listed by name: explicit and greppable. */
public interface Resolvers {

    Surface surface();

    void register(Wiring wiring);
}
