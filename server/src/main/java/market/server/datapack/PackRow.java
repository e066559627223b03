package market.server.datapack;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * One row of a pack. A cell that cannot be read is recorded as a fault and a harmless stand-in is returned, so that
 * reading goes on and all faults are found; nothing is loaded once there is a fault.
 */
final class PackRow {

    private static final String CURRENCY = "CNY";

    private final String file;
    private final long number;
    private final Map<String, String> cells;
    private final PackFaults faults;

    PackRow(String file, long number, Map<String, String> cells, PackFaults faults) {
        this.file = file;
        this.number = number;
        this.cells = cells;
        this.faults = faults;
    }

    void fault(String field, String reason) {
        faults.add(new PackFault(file, number, field, reason));
    }

    Optional<String> optional(String field) {
        return Optional.ofNullable(cells.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }

    @Nullable
    String orNull(String field) {
        return optional(field).orElse(null);
    }

    String text(String field) {
        return optional(field).orElseGet(() -> {
            fault(field, "is empty");
            return "";
        });
    }

    LocalizedText localized(String field) {
        return new LocalizedText(text(field + "_zh"), orNull(field + "_en"));
    }

    <E extends Enum<E>> E choice(String field, Class<E> type) {
        var text = text(field);
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        fault(field, "\"" + text + "\" is none of " + Arrays.toString(type.getEnumConstants()));
        return type.getEnumConstants()[0];
    }

    boolean flag(String field) {
        var text = optional(field).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            fault(field, "\"" + text + "\" is neither true nor false");
        }
        return text.equals("true");
    }

    /** More than zero, with at most two decimals. */
    Money price(String field) {
        var price = parsed(field, text -> Money.ofMajor(text, CURRENCY), "an amount such as 128.00", Money.cny(1));
        if (price.minor() <= 0) {
            fault(field, "a price must be more than zero, not " + text(field));
            return Money.cny(1);
        }
        return price;
    }

    long wholeNumber(String field, long min) {
        var value = parsed(field, Long::valueOf, "a whole number", min);
        if (value < min) {
            fault(field, "must be at least " + min + ", not " + value);
        }
        return value;
    }

    Optional<Long> optionalWholeNumber(String field, long min) {
        return optional(field).map(_ -> wholeNumber(field, min));
    }

    BigDecimal decimal(String field) {
        return parsed(field, BigDecimal::new, "a number", BigDecimal.ZERO);
    }

    Optional<BigDecimal> optionalDecimal(String field) {
        return optional(field).map(_ -> decimal(field));
    }

    /** A share of a whole, such as 0.0500. */
    BigDecimal rate(String field) {
        var rate = decimal(field);
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) >= 0) {
            fault(field, "a rate lies from 0 to below 1, not " + rate);
        }
        return rate;
    }

    LocalDate date(String field) {
        return parsed(field, LocalDate::parse, "a date such as 2026-04-11", LocalDate.EPOCH);
    }

    OffsetDateTime time(String field) {
        return parsed(field, OffsetDateTime::parse, "a time such as 2026-04-11T08:00:00+08:00", OffsetDateTime.MIN);
    }

    /** Looks a cell up in what was read before. */
    <T> Optional<T> reference(String field, Map<String, T> known, String what) {
        var key = text(field);
        var found = Optional.ofNullable(known.get(key));
        if (found.isEmpty() && !key.isEmpty()) {
            fault(field, "there is no " + what + " \"" + key + "\"");
        }
        return found;
    }

    /** A region code that exists in the loaded edition. */
    String region(String field, Set<String> codes) {
        var code = text(field);
        if (!code.isEmpty() && !codes.contains(code)) {
            fault(field, "\"" + code + "\" is no region of the loaded edition");
        }
        return code;
    }

    /** Values joined by {@code |}. */
    List<String> list(String field) {
        return optional(field).map(text -> List.of(text.split("\\|"))).orElse(List.of());
    }

    /** {@code code=value; code=value}, in the order written. */
    Map<String, String> attributes(String field) {
        var attributes = new LinkedHashMap<String, String>();
        for (var pair : optional(field).orElse("").split(";", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            var at = pair.indexOf('=');
            if (at <= 0) {
                fault(field, "\"" + pair.strip() + "\" is not code=value");
            } else if (attributes.put(
                            pair.substring(0, at).strip(),
                            pair.substring(at + 1).strip())
                    != null) {
                fault(field, "\"" + pair.substring(0, at).strip() + "\" stands twice");
            }
        }
        return attributes;
    }

    private <T> T parsed(String field, Function<String, T> parse, String expected, T standIn) {
        var text = text(field);
        if (text.isEmpty()) {
            return standIn;
        }
        try {
            return parse.apply(text);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException _) {
            fault(field, "\"" + text + "\" is not " + expected);
            return standIn;
        }
    }
}
