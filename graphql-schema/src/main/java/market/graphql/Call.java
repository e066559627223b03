package market.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import market.kernel.Actor;
import market.kernel.Language;
import market.kernel.ShopperId;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

/** One evaluation of a field: its arguments, who asks, and the loaders of this request. */
public final class Call {

    private final DataFetchingEnvironment environment;

    /** Made by the runtime only. */
    public Call(DataFetchingEnvironment environment) {
        this.environment = environment;
    }

    public RequestContext request() {
        return Objects.requireNonNull(environment.getGraphQlContext().get(RequestContext.class));
    }

    public Actor actor() {
        return request().actor();
    }

    public Language language() {
        return request().language();
    }

    /** The signed-in shopper, if the caller is one. */
    public Optional<ShopperId> shopper() {
        return actor() instanceof Actor.Shopper shopper ? Optional.of(shopper.id()) : Optional.empty();
    }

    /** The merchant user behind this request; the surface guarantees one. */
    public Actor.MerchantUser merchantUser() {
        if (actor() instanceof Actor.MerchantUser user) {
            return user;
        }
        throw Refusal.unauthenticated("A merchant's credential is needed");
    }

    /** The operator's staff behind this request; the surface guarantees one. */
    public Actor.Operator operator() {
        if (actor() instanceof Actor.Operator operator) {
            return operator;
        }
        throw Refusal.unauthenticated("An operator's credential is needed");
    }

    /** All arguments of the field. */
    @SuppressWarnings("NullAway") // An argument given as null is a null value; graphql-java does not mark that.
    public Input arguments() {
        return new Input(environment.getArguments(), List.of());
    }

    /** The one argument of a mutation. */
    public Input input() {
        return arguments().object("input");
    }

    public Paging paging() {
        var arguments = arguments();
        return new Paging(
                arguments.integer("first"), arguments.optionalText("after").orElse(null));
    }

    /** Loads through the batch that was registered for the key's type. */
    public CompletionStage<@Nullable Object> load(Object key) {
        DataLoader<Object, @Nullable Object> loader =
                environment.getDataLoader(key.getClass().getName());
        if (loader == null) {
            throw new IllegalStateException("No loader for " + key.getClass().getName());
        }
        return loader.load(key);
    }

    /** Tells the batch of the key's type what is known already, so that it is not read again in this request. */
    public void prime(Object key, Object value) {
        DataLoader<Object, @Nullable Object> loader =
                environment.getDataLoader(key.getClass().getName());
        if (loader != null) {
            loader.prime(key, value);
        }
    }

    /**
     * In a subscription: says what its answer depends on, as a topic of {@link LiveTopics}. To be called before reading, so
     * that no change falls between the two.
     */
    public void watch(String topic) {
        Live live = environment.getGraphQlContext().get(Live.class);
        if (live != null) {
            live.watch(topic);
        }
    }

    /** In a subscription: nothing will change any more. */
    public void endWatch() {
        Live live = environment.getGraphQlContext().get(Live.class);
        if (live != null) {
            live.end();
        }
    }

    /** Does the caller select this field below the current one? For reads that would cost for nothing. */
    public boolean selects(String pattern) {
        return environment.getSelectionSet().contains(pattern);
    }
}
