package market.graphql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import market.kernel.GlobalId;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of an input object (or of a field's arguments) that knows its path, so that every refusal can name the
 * place. The schema has already checked names and types; accessors here only say what Java type is meant.
 */
public final class Input {

    private final Map<String, @Nullable Object> values;
    private final List<String> path;

    Input(Map<String, @Nullable Object> values, List<String> path) {
        this.values = values;
        this.path = path;
    }

    /** Left out is "unchanged"; given as null is "clear". */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    public boolean isGiven(String name) {
        return values.get(name) != null;
    }

    public String text(String name) {
        return (String) require(name);
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    public int integer(String name) {
        return (Integer) require(name);
    }

    public Optional<Integer> optionalInteger(String name) {
        return Optional.ofNullable((Integer) values.get(name));
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public BigDecimal decimal(String name) {
        return (BigDecimal) require(name);
    }

    public Optional<BigDecimal> optionalDecimal(String name) {
        return Optional.ofNullable((BigDecimal) values.get(name));
    }

    public Instant instant(String name) {
        return (Instant) require(name);
    }

    public Optional<Instant> optionalInstant(String name) {
        return Optional.ofNullable((Instant) values.get(name));
    }

    public LocalDate date(String name) {
        return (LocalDate) require(name);
    }

    /** A whole quantity carried as a Decimal; empty when it has a fraction or does not fit. */
    public Optional<Long> wholeNumber(String name) {
        try {
            return Optional.of(decimal(name).longValueExact());
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** The id behind a global id of this type; a malformed or foreign one is the same as an unknown one. */
    public Optional<UUID> id(String name, String prefix) {
        return GlobalId.parse(prefix, text(name));
    }

    /** As {@link #id}, for things between two others. */
    public Optional<GlobalId.Pair> pairId(String name, String prefix) {
        return GlobalId.parsePair(prefix, text(name));
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    public Input object(String name) {
        return optionalObject(name).orElseThrow(() -> new IllegalArgumentException("No value for " + name));
    }

    public Optional<Input> optionalObject(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> new Input(asMap(value), pathOf(name)));
    }

    /** Empty when left out. */
    public List<Input> objects(String name) {
        var inputs = new ArrayList<Input>();
        for (var value : list(name)) {
            var itemPath = new ArrayList<>(pathOf(name));
            itemPath.add(String.valueOf(inputs.size()));
            inputs.add(new Input(asMap(value), itemPath));
        }
        return inputs;
    }

    /** Empty when left out. */
    public List<String> texts(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    /** Where a member of this input stands in the variables. */
    public List<String> pathOf(String name) {
        var full = new ArrayList<>(path);
        full.add(name);
        return full;
    }

    public List<String> path() {
        return path;
    }

    /** The same text for the same input, whatever the order in which a program wrote its members. */
    public String canonical() {
        return String.valueOf(sorted(values));
    }

    private List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }

    private Object require(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    @SuppressWarnings("unchecked") // GraphQL input objects are maps by name; the schema guarantees it.
    private static Map<String, @Nullable Object> asMap(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                map.forEach((key, member) -> sorted.put(String.valueOf(key), sorted(member)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(Input::sorted).toList();
            // Quoted, so that no text can look like two members or like a number.
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> value;
        };
    }
}
