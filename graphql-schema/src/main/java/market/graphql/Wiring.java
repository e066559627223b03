package market.graphql;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import market.kernel.GlobalId;

/** Collects the resolvers of one surface. */
public final class Wiring {

    /** Reads many keys at once; a key without a value is simply not in the answer. */
    @FunctionalInterface
    public interface BatchLoader<K, V> {
        Map<K, V> load(Collection<K> keys);
    }

    private final Map<String, Map<String, FieldResolver<Object>>> fields = new LinkedHashMap<>();
    private final Map<String, Class<?>> types = new LinkedHashMap<>();
    private final Map<Class<?>, BatchLoader<Object, Object>> loaders = new LinkedHashMap<>();
    private final Map<String, BiFunction<String, Call, Optional<?>>> nodes = new LinkedHashMap<>();

    private final Map<String, Map<String, ErrorText>> errors = new LinkedHashMap<>();

    private final Map<Class<?>, Function<Object, Collection<String>>> surrogates = new LinkedHashMap<>();

    public Wiring query(String name, Resolver resolver) {
        return put("Query", name, (_, call) -> resolver.resolve(call));
    }

    public Wiring mutation(String name, Resolver resolver) {
        return put("Mutation", name, (_, call) -> resolver.resolve(call));
    }

    /** Answered like a query, and again whenever a topic that it watches is told of; see {@link Call#watch}. */
    public Wiring subscription(String name, Resolver resolver) {
        return put("Subscription", name, (_, call) -> resolver.resolve(call));
    }

    /** Says which Java type stands behind a type of the SDL: its accessors answer all fields without a resolver. */
    public Wiring type(String name, Class<?> javaType) {
        var earlier = types.put(name, javaType);
        if (earlier != null && earlier != javaType) {
            throw new IllegalStateException("Type " + name + " is bound to " + earlier + " and to " + javaType);
        }
        return this;
    }

    /** A field that is computed, or read from elsewhere. */
    public <S> Wiring field(String type, Class<S> source, String name, FieldResolver<S> resolver) {
        type(type, source);
        return put(type, name, (object, call) -> resolver.resolve(source.cast(object), call));
    }

    /** A mutation's payload type; {@code entityField} is where {@link Payload#entity} shows. */
    public Wiring payload(String type, String entityField) {
        return field(type, Payload.class, entityField, (payload, _) -> payload.entity());
    }

    /** A Relay connection and its edge. */
    public Wiring connection(String type, String edgeType) {
        return type(type, Connection.class).type(edgeType, Connection.Edge.class);
    }

    /** The codes behind an enum of the contract, each with its text: the messages of all user errors come from here. */
    public <E extends Enum<E> & ErrorText> Wiring errors(String type, Class<E> codes) {
        var texts = new LinkedHashMap<String, ErrorText>();
        for (var code : codes.getEnumConstants()) {
            texts.put(code.name(), code);
        }
        if (errors.put(type, texts) != null) {
            throw new IllegalStateException("Two enums of texts for " + type);
        }
        return this;
    }

    /** How keys of this type are read in one go. Loaders belong to key types and are registered once per surface. */
    public <K, V> Wiring loader(Class<K> keyType, BatchLoader<K, V> batch) {
        BatchLoader<Object, Object> untyped = keys -> {
            var found = new LinkedHashMap<Object, Object>();
            found.putAll(batch.load(keys.stream().map(keyType::cast).toList()));
            return found;
        };
        loaders.putIfAbsent(keyType, untyped);
        return this;
    }

    /** Who answers {@code node(id)} for ids of this prefix; must check that the caller may see the object. */
    public Wiring node(String prefix, BiFunction<UUID, Call, Optional<?>> finder) {
        return putNode(prefix, (id, call) -> GlobalId.parse(prefix, id).flatMap(value -> finder.apply(value, call)));
    }

    /** As {@link #node(String, BiFunction)} for things between two others. */
    public Wiring pairNode(String prefix, BiFunction<GlobalId.Pair, Call, Optional<?>> finder) {
        return putNode(prefix, (id, call) -> GlobalId.parsePair(prefix, id).flatMap(pair -> finder.apply(pair, call)));
    }

    /** As {@link #node(String, BiFunction)} for objects that everybody on the surface may see. */
    public Wiring publicNode(String prefix, Function<UUID, Optional<?>> finder) {
        return node(prefix, (id, _) -> finder.apply(id));
    }

    /**
     * What a stored answer that shows such an object depends on: the ids under which caches are told to drop it. See
     * {@link ForgottenKeys}.
     */
    public <S> Wiring surrogateKeys(Class<S> source, Function<S, Collection<String>> keys) {
        surrogates.put(source, object -> keys.apply(source.cast(object)));
        return this;
    }

    private Wiring putNode(String prefix, BiFunction<String, Call, Optional<?>> finder) {
        if (nodes.put(prefix, finder) != null) {
            throw new IllegalStateException("Two finders for ids of type " + prefix);
        }
        return this;
    }

    private Wiring put(String type, String name, FieldResolver<Object> resolver) {
        if (fields.computeIfAbsent(type, _ -> new LinkedHashMap<>()).put(name, resolver) != null) {
            throw new IllegalStateException("Two resolvers for " + type + "." + name);
        }
        return this;
    }

    public Map<String, Map<String, FieldResolver<Object>>> fields() {
        return fields;
    }

    public Map<String, Class<?>> types() {
        return types;
    }

    public Map<String, Map<String, ErrorText>> errors() {
        return errors;
    }

    public Map<Class<?>, BatchLoader<Object, Object>> loaders() {
        return loaders;
    }

    public Map<String, BiFunction<String, Call, Optional<?>>> nodes() {
        return nodes;
    }

    public Map<Class<?>, Function<Object, Collection<String>>> surrogates() {
        return surrogates;
    }
}
