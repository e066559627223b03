package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.SchemaParser;
import java.util.Map;
import market.graphql.ErrorText;
import market.kernel.LocalizedText;
import org.junit.jupiter.api.Test;

/** Goal: no code of a user error reaches people without words in both languages; the engine would not start. */
class ErrorTextsTest {

    private static final String SDL = """
            interface UserError { message: String! }
            type TeaError implements UserError { code: TeaErrorCode! message: String! }
            enum TeaErrorCode { COLD SPILT }
            """;
    private static final ErrorText GOOD = () -> new LocalizedText("茶凉了", "The tea is cold");

    private static Iterable<String> faults(Map<String, ErrorText> texts) {
        return ErrorTexts.faults(new SchemaParser().parse(SDL), Map.of("TeaErrorCode", texts));
    }

    @Test
    void every_code_with_both_texts_is_no_fault() {
        assertThat(faults(Map.of("COLD", GOOD, "SPILT", GOOD))).isEmpty();
    }

    @Test
    void a_code_without_a_text_and_a_text_without_a_code_are_named() {
        assertThat(faults(Map.of("COLD", GOOD, "HOT", GOOD)))
                .containsExactly("TeaErrorCode.SPILT has no text", "TeaErrorCode has no code HOT, which has a text");
    }

    @Test
    void a_text_in_one_language_only_is_named() {
        ErrorText onlyChinese = () -> new LocalizedText("茶凉了", null);
        ErrorText twiceEnglish = () -> new LocalizedText("Cold", "Cold");

        assertThat(faults(Map.of("COLD", onlyChinese, "SPILT", twiceEnglish)))
                .containsExactly("TeaErrorCode.COLD has no English text", "TeaErrorCode.SPILT has no Chinese text");
    }

    @Test
    void an_enum_that_nobody_registered_is_named() {
        assertThat(ErrorTexts.faults(new SchemaParser().parse(SDL), Map.of()))
                .containsExactly("TeaErrorCode.COLD has no text", "TeaErrorCode.SPILT has no text");
    }
}
