package market.graphql.execution;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import market.graphql.Surface;

/** What the library of {@link BookWorld} promises, on top of the types that all surfaces share. */
final class BookContract {

    private static final String SDL = """
            extend type Query {
              book: Book
              missing: Book
              books(first: Int! = 20, after: String): BookConnection!
              row(first: Int! = 20): [Book!]!
              things: [Thing!]!
              points: Int @cost(weight: 100)
              echo(decimal: Decimal, dateTime: DateTime, date: Date, url: URL, currency: CurrencyCode, language: LanguageTag): String
              secret: String @requiresScope(scope: "books.read")
              broken: String
              refused: String
              brokenLoad: String
              refusedLoad: String
              wrongType: DateTime
              strange: Thing
            }

            extend type Mutation {
              bookSet(input: BookSetInput!): BookSetPayload
              bookBurn(input: BookSetInput!): BookSetPayload
            }

            input BookSetInput {
              title: String!
            }

            type BookSetPayload {
              book: Book
              userErrors: [BookUserError!]!
            }

            type BookUserError implements UserError {
              field: [String!]
              message: String!
            }

            type Book implements Node {
              id: ID!
              title: String!
              parent: Book
              points: Int @cost(weight: 100)
              more(first: Int! = 20, after: String): BookConnection!
              row(first: Int! = 20): [Book!]!
              broken: String
              brokenTitle: String!
              secret: String @requiresScope(scope: "books.read")
            }

            type Map {
              scale: Int!
            }

            union Thing = Book | Map

            type BookConnection {
              edges: [BookEdge!]!
              pageInfo: PageInfo!
            }

            type BookEdge {
              cursor: String!
              node: Book!
            }
            """;

    private BookContract() {}

    /** One contract for all surfaces; those that need scopes on root fields get them. */
    static TypeDefinitionRegistry of(Surface surface) {
        var own = surface == Surface.STOREFRONT ? SDL : scoped(SDL);
        return new SchemaParser().parse(common()).merge(new SchemaParser().parse(own));
    }

    static String common() {
        try (var file = BookContract.class.getResourceAsStream("/schema/common.graphqls")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scoped(String sdl) {
        var root = sdl.indexOf("input BookSetInput");
        return sdl.substring(0, root)
                        .lines()
                        .map(line -> line.startsWith("  ") ? declared(line) : line)
                        .reduce("", (before, line) -> before + line + "\n")
                + sdl.substring(root);
    }

    private static String declared(String field) {
        var scope = field.contains("@requiresScope") ? "" : " @requiresScope(scope: \"books.read\")";
        return field + scope + " @ownedBy(owner: REGION)";
    }
}
