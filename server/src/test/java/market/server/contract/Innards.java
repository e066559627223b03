package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

/** Words that only those who know the engine from inside could say. */
final class Innards {

    private static final String[] WORDS = {
        "graphql.",
        "java.",
        "market.",
        "micronaut",
        "netty",
        "jackson",
        "Exception",
        "at [Source",
        "LinkedHashMap",
        "ArrayList",
        "Coerc",
        "SELECT ",
        "postgres",
        "PSQL",
        "SQLState",
        "elasticsearch",
        "redis",
        "lettuce",
        "NullPointer",
        "\"stack",
    };

    private Innards() {}

    static void assertNoneIn(String answer, String asked) {
        assertThat(answer).as(asked).doesNotContainIgnoringCase("did you mean").doesNotContain(WORDS);
    }
}
