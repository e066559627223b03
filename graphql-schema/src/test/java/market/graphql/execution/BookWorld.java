package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import graphql.schema.idl.TypeDefinitionRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.GraphQlRequest;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.RequestContext;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.graphql.rate.Rates;
import market.kernel.Actor;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** A library instead of a market: a contract small enough to reach every limit exactly, and a diary of what was resolved. */
final class BookWorld {

    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String SECRET = "jdbc:postgresql://ledger?password=hunter2";

    record Book(String title) {

        @Nullable
        Integer points() {
            return 1;
        }
    }

    record Chart(int scale) {}

    record BookUserError(@Nullable List<String> field, String message) {}

    record ShelfKey(String name) {}

    record BrokenKey(String name) {}

    final List<String> resolved = new CopyOnWriteArrayList<>();
    final List<Object> heard = new CopyOnWriteArrayList<>();
    private final GraphQlExecutor executor;

    BookWorld() {
        executor = executor(
                Arrays.stream(Surface.values()).<Resolvers>map(Library::new).toList(), BookContract::of);
    }

    /** With limits that no test here is meant to meet. */
    static GraphQlExecutor executor(List<Resolvers> resolvers, Function<Surface, TypeDefinitionRegistry> sdl) {
        return new GraphQlExecutor(
                resolvers,
                sdl,
                new Deadlines(),
                new DeadlineSettings(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                Rates.ofOneCopy("1000000000/1000000"),
                false);
    }

    private final class Library implements Resolvers {

        private final Surface surface;

        Library(Surface surface) {
            this.surface = surface;
        }

        @Override
        public Surface surface() {
            return surface;
        }

        @Override
        public void register(Wiring wiring) {
            wire(wiring);
        }
    }

    void wire(Wiring wiring) {
        queries(wiring);
        faults(wiring);
        wiring.mutation("bookSet", this::set)
                .mutation("bookBurn", this::set)
                .payload("BookSetPayload", "book")
                .type("BookUserError", BookUserError.class)
                .connection("BookConnection", "BookEdge")
                .type("Map", Chart.class)
                .field("Book", Book.class, "id", (_, _) -> GlobalId.of("bok", new UUID(0, 1)))
                .field("Book", Book.class, "parent", (book, _) -> book)
                .field("Book", Book.class, "more", (_, call) -> page(call))
                .field("Book", Book.class, "row", (book, _) -> List.of(book))
                .field("Book", Book.class, "secret", (_, _) -> "shelf 9")
                .publicNode("bok", _ -> Optional.of(new Book("茶经")));
    }

    private void queries(Wiring wiring) {
        wiring.query("book", _ -> say("book", new Book("茶经")))
                .query("missing", _ -> null)
                .query("books", this::page)
                .query("row", _ -> say("row", List.of(new Book("茶经"))))
                .query("things", _ -> say("things", List.of(new Book("茶经"), new Chart(50_000))))
                .query("points", _ -> say("points", 1))
                .query("secret", _ -> say("secret", "shelf 9"))
                .query("echo", this::echo);
    }

    private static void faults(Wiring wiring) {
        wiring.query("broken", _ -> {
                    throw fault();
                })
                .query("refused", _ -> {
                    throw refusal();
                })
                .query("brokenLoad", call -> call.load(new BrokenKey("a")))
                .query("refusedLoad", call -> call.load(new ShelfKey("a")))
                .query("wrongType", _ -> SECRET)
                .query("strange", _ -> new ShelfKey(SECRET))
                .field("Book", Book.class, "broken", (_, _) -> {
                    throw fault();
                })
                .field("Book", Book.class, "brokenTitle", (_, _) -> {
                    throw fault();
                })
                .loader(BrokenKey.class, _ -> {
                    throw fault();
                })
                .loader(ShelfKey.class, _ -> {
                    throw refusal();
                });
    }

    private static RuntimeException fault() {
        return new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
    }

    private static Refusal refusal() {
        return Refusal.badInput(List.of("input", "title"), "is taken, 100%s");
    }

    private Payload set(Call call) {
        var title = call.input().text("title");
        return title.isBlank()
                ? Payload.refused(new BookUserError(call.input().pathOf("title"), "blank"))
                : Payload.of(say("bookSet", new Book(title)));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var books = IntStream.range(0, paging.first())
                .mapToObj(number -> new Book("book " + number))
                .toList();
        return say("books", Connection.ofWhole(books, paging, book -> Cursor.of("title", book.title())));
    }

    private String echo(Call call) {
        var arguments = call.arguments();
        arguments.optionalDecimal("decimal").ifPresent(heard::add);
        arguments.optionalInstant("dateTime").ifPresent(heard::add);
        if (arguments.isGiven("date")) {
            heard.add(arguments.date("date"));
        }
        for (var name : List.of("url", "currency", "language")) {
            arguments.optionalText(name).ifPresent(heard::add);
        }
        return say("echo", "heard");
    }

    private <T> T say(String field, T value) {
        resolved.add(field);
        return value;
    }

    Map<String, Object> run(String query) {
        return run(query, Map.of());
    }

    Map<String, Object> run(String query, Map<String, ?> variables) {
        return run(Surface.STOREFRONT, new Actor.Guest(), query, variables);
    }

    Map<String, Object> run(Surface surface, Actor actor, String query, Map<String, ?> variables) {
        return execute(surface, actor, new GraphQlRequest(query, null, new HashMap<>(variables)));
    }

    /** Without what every answer tells of its price. */
    Map<String, Object> execute(Surface surface, Actor actor, GraphQlRequest request) {
        var answer =
                executor.execute(request, new RequestContext(surface, actor, Language.ZH_CN, TRACE, "127.0.0.1", ""));
        answer.remove("extensions");
        return answer;
    }

    String refusal(String query) {
        return refusal(query, Map.of());
    }

    String refusal(String query, Map<String, ?> variables) {
        return refusal(Surface.STOREFRONT, new Actor.Guest(), query, variables);
    }

    String refusal(Surface surface, Actor actor, String query, Map<String, ?> variables) {
        return refusal(surface, actor, new GraphQlRequest(query, null, new HashMap<>(variables)));
    }

    /** Code and text of the refusal; nothing may have been resolved for it. */
    String refusal(Surface surface, Actor actor, GraphQlRequest request) {
        resolved.clear();
        var refusal = catchThrowableOfType(Refusal.class, () -> execute(surface, actor, request));
        assertThat(refusal).isNotNull();
        assertThat(resolved).isEmpty();
        return refusal.code() + ": " + refusal.text();
    }

    static Actor reader(String... scopes) {
        return new Actor.Operator(new UUID(0, 7), Set.of(scopes));
    }

    static Map<?, ?> data(Map<String, Object> answer) {
        return (Map<?, ?>) Objects.requireNonNull(answer.get("data"));
    }

    static List<?> errors(Map<String, Object> answer) {
        return (List<?>) Objects.requireNonNull(answer.get("errors"), () -> "no errors in " + answer);
    }

    /** The only error of an answer. */
    @SuppressWarnings("unchecked") // The specification of GraphQL says that an error is an object.
    static Map<String, Object> error(Map<String, Object> answer) {
        var errors = errors(answer);
        if (errors.size() != 1) {
            throw new AssertionError("Not one error: " + errors);
        }
        return (Map<String, Object>) errors.getFirst();
    }

    static @Nullable Object extension(Map<String, Object> answer, String name) {
        return ((Map<?, ?>) Objects.requireNonNull(error(answer).get("extensions"))).get(name);
    }
}
