package market.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of one order as a script of pgbench, in the same transactions. Values that two orders of the same goods
 * share stay as they are; ids, keys and numbers that each order has of its own are made anew in every run.
 */
final class PgbenchScript {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'((?:[^']++|'')*+)')");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{9,120}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T].*");
    private static final Pattern DOCUMENT = Pattern.compile("\\{\"[^\"]*\":");
    private static final Pattern NUMBERS = Pattern.compile("\\{\"?-?\\d+\"?(,\"?-?\\d+\"?)*}");
    private static final Pattern IDS = Pattern.compile("\\{(?:NULL|[\"0-9a-f,-])*+}");
    private static final Pattern ARRAY = Pattern.compile("\\{[^\\\\:]*}", Pattern.DOTALL);

    private final List<StatementLog.Statement> statements;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();
    private final Map<String, String> composed = new LinkedHashMap<>();

    PgbenchScript(List<StatementLog.Statement> earlier, List<StatementLog.Statement> later) {
        this.statements = byTransaction(later);
        var shared = new HashSet<String>();
        earlier.forEach(statement -> shared.addAll(values(statement).values()));
        var fresh = new LinkedHashSet<String>();
        for (var statement : later) {
            values(statement).values().stream()
                    .filter(value -> !shared.contains(value))
                    .forEach(fresh::add);
        }
        // Ids that were only ever named together with others, as the entries of a posting are.
        var known = String.join(" ", shared);
        List.copyOf(fresh).stream()
                .filter(value -> ARRAY.matcher(value).matches())
                .flatMap(value -> UUID.matcher(value).results().map(MatchResult::group))
                .filter(id -> !known.contains(id))
                .forEach(fresh::add);
        name(fresh);
    }

    /** Transactions one after another in the order in which they ended, as their effects follow one another. */
    private static List<StatementLog.Statement> byTransaction(List<StatementLog.Statement> said) {
        var open = new LinkedHashMap<Long, List<StatementLog.Statement>>();
        var ordered = new ArrayList<StatementLog.Statement>();
        for (var statement : said) {
            if (statement.isSetting()) {
                continue;
            }
            var begun = open.get(statement.session());
            if (statement.text().equalsIgnoreCase("BEGIN")) {
                open.put(statement.session(), new ArrayList<>(List.of(statement)));
            } else if (begun == null && !statement.isBoundary()) {
                ordered.add(statement);
            } else if (begun != null) {
                begun.add(statement);
                if (statement.isBoundary()) {
                    open.remove(statement.session());
                    // One that only began and ended did what the background does.
                    if (begun.size() > 2) {
                        ordered.addAll(begun);
                    }
                }
            }
        }
        return ordered;
    }

    private void name(Set<String> fresh) {
        var atoms = fresh.stream()
                .filter(value ->
                        WORD.matcher(value).matches() && !DATE.matcher(value).matches())
                .sorted(Comparator.comparingInt(String::length))
                .toList();
        for (var atom : atoms) {
            var whole = atom;
            if (made.keySet().stream().noneMatch(whole::contains)) {
                made.put(atom, fresh(atom));
                variables.put(atom, "a" + variables.size());
            } else {
                compose(atom);
            }
        }
        // Arrays of ids and words; a document keeps the ids it was recorded with, since nothing reads them.
        fresh.stream()
                .filter(value -> ARRAY.matcher(value).matches())
                .filter(value -> made.keySet().stream().anyMatch(value::contains))
                .forEach(this::compose);
    }

    private static String fresh(String value) {
        if (UUID.matcher(value).matches()) {
            return "gen_random_uuid()::text";
        }
        if (HEX.matcher(value).matches()) {
            return "left(repeat(md5(random()::text), 4), " + value.length() + ")";
        }
        if (value.chars().allMatch(Character::isDigit)) {
            return "left((random() * 1e15)::bigint::text || repeat('0', 40), " + value.length() + ")";
        }
        return "left(repeat(md5(random()::text), 4), " + Math.min(value.length(), 64) + ")";
    }

    private void compose(String value) {
        var expression = literal(value);
        for (var part : made.keySet()) {
            if (value.contains(part)) {
                expression = "replace(" + expression + ", " + literal(part) + ", :" + variables.get(part) + ")";
            }
        }
        composed.put(value, expression);
        variables.put(value, "c" + variables.size());
    }

    String text() {
        var script = new StringBuilder();
        select(script, made);
        select(script, composed);
        for (var statement : statements) {
            script.append(bound(statement)).append(";\n");
        }
        return script.toString();
    }

    private void select(StringBuilder script, Map<String, String> expressions) {
        if (!expressions.isEmpty()) {
            script.append("SELECT ");
            script.append(String.join(
                    ", ",
                    expressions.entrySet().stream()
                            .map(entry -> entry.getValue() + " AS " + variables.get(entry.getKey()))
                            .toList()));
            script.append(" \\gset\n");
        }
    }

    private String bound(StatementLog.Statement statement) {
        var values = values(statement);
        var isUnnesting = statement.text().toLowerCase(Locale.ROOT).contains("unnest(");
        return PLACE.matcher(statement.text()).replaceAll(match -> {
            var value = values.get(Integer.parseInt(match.group(1)));
            if (value == null) {
                return "NULL";
            }
            var isFirst = statement.text().startsWith("unnest(", match.start() - "unnest(".length());
            var variable = variables.get(value);
            var written = variable == null ? literal(value) : ":" + variable;
            return Matcher.quoteReplacement(written + (isUnnesting ? type(value, statement.text(), isFirst) : ""));
        });
    }

    /** The type that a driver would have said: a bare literal in or beside {@code unnest} has none. */
    private static String type(String value, String statement, boolean isFirst) {
        if (UUID.matcher(value).matches()) {
            return "::uuid";
        }
        if (!value.startsWith("{")
                || !value.endsWith("}")
                || DOCUMENT.matcher(value).lookingAt()) {
            return "";
        }
        // The one empty array there is: an event that nobody listens to has neither ordinals nor listeners.
        if (value.equals("{}")) {
            return isFirst ? "::bigint[]" : "::text[]";
        }
        if (NUMBERS.matcher(value).matches()) {
            return "::bigint[]";
        }
        // The outbox keeps the ids of its aggregates as words.
        var isOfIds = IDS.matcher(value).matches() && UUID.matcher(value).find() && !statement.contains("outbox_");
        return isOfIds ? "::uuid[]" : "::text[]";
    }

    // Colons are written by their code: pgbench would take them for its variables, even between quotes.
    private static String literal(String value) {
        return "E'"
                + value.replace("\\", "\\\\")
                        .replace("'", "''")
                        .replace(":", "\\x3a")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }

    private static Map<Integer, String> values(StatementLog.Statement statement) {
        var values = new LinkedHashMap<Integer, String>();
        var matcher = PARAMETER.matcher(statement.parameters());
        while (matcher.find()) {
            if (matcher.group(3) != null) {
                values.put(Integer.parseInt(matcher.group(1)), matcher.group(3).replace("''", "'"));
            }
        }
        return values;
    }
}
