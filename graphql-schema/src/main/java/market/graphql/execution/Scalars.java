package market.graphql.execution;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The scalars of the contract; every one travels as a JSON string. */
final class Scalars {

    private static final int DECIMAL_DIGITS_MAX = 18;
    // Java reads more than the contract allows: exponents, plus signs, other scripts' digits, times without seconds,
    // and
    // years that no database keeps.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,6})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_OF_INSTANTS =
            Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return List.of(
                scalar(
                        "DateTime",
                        value -> DateTimeFormatter.ISO_INSTANT.format((Instant) value),
                        Scalars::parseDateTime),
                scalar("Date", value -> ((LocalDate) value).toString(), Scalars::parseDate),
                scalar("Decimal", Scalars::writeDecimal, Scalars::parseDecimal),
                scalar("URL", Object::toString, Scalars::parseUrl),
                scalar(
                        "CurrencyCode",
                        Object::toString,
                        text -> Currency.getInstance(text).getCurrencyCode()),
                scalar(
                        "LanguageTag",
                        Object::toString,
                        text -> new Locale.Builder()
                                .setLanguageTag(text)
                                .build()
                                .toLanguageTag()));
    }

    private static String writeDecimal(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static BigDecimal parseDecimal(String text) {
        require(DECIMAL, text);
        var decimal = new BigDecimal(text);
        if (decimal.precision() > DECIMAL_DIGITS_MAX) {
            throw new IllegalArgumentException("at most 18 digits");
        }
        return decimal;
    }

    private static Instant parseDateTime(String text) {
        require(DATE_TIME, text);
        var instant = OffsetDateTime.parse(text).toInstant();
        if (instant.isBefore(FIRST_INSTANT) || !instant.isBefore(END_OF_INSTANTS)) {
            throw new IllegalArgumentException("a year of four digits");
        }
        return instant;
    }

    private static LocalDate parseDate(String text) {
        require(DATE, text);
        var date = LocalDate.parse(text);
        if (date.getYear() < 1) {
            throw new IllegalArgumentException("a year from 0001");
        }
        return date;
    }

    private static void require(Pattern shape, String text) {
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException("not written as " + shape);
        }
    }

    private static String parseUrl(String text) {
        var uri = URI.create(text);
        if (!uri.isAbsolute() || uri.getHost() == null) {
            throw new IllegalArgumentException("not an absolute URL");
        }
        return text;
    }

    private static GraphQLScalarType scalar(
            String name, Function<Object, String> write, Function<String, Object> parse) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new TextCoercing(name, write, parse))
                .build();
    }

    private record TextCoercing(String name, Function<Object, String> write, Function<String, Object> parse)
            implements Coercing<Object, String> {

        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            try {
                return write.apply(value);
            } catch (RuntimeException e) {
                throw new CoercingSerializeException("Not a " + name, e);
            }
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            if (!(input instanceof String text)) {
                throw new CoercingParseValueException(name + " is carried as a JSON string");
            }
            try {
                return parse.apply(text);
            } catch (RuntimeException _) {
                throw new CoercingParseValueException("This is not a " + name);
            }
        }

        @Override
        public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (!(input instanceof StringValue string)) {
                throw new CoercingParseLiteralException(name + " is written as a string");
            }
            try {
                return parse.apply(Objects.requireNonNull(string.getValue()));
            } catch (RuntimeException _) {
                throw new CoercingParseLiteralException("This is not a " + name);
            }
        }

        @Override
        public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
            return StringValue.of(write.apply(input));
        }
    }
}
