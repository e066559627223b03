package market.portal;

import java.util.List;
import market.kernel.Language;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** One text of several, for those who edit or review them. Public for the packages of both surfaces. */
public record TextInLanguage(String language, String value) {

    /** None where there is no text. */
    public static List<TextInLanguage> ofAny(@Nullable LocalizedText text) {
        return text == null ? List.of() : of(text);
    }

    public static List<TextInLanguage> of(LocalizedText text) {
        var chinese = new TextInLanguage(Language.ZH_CN.tag(), text.zh());
        var english = text.en();
        return english == null ? List.of(chinese) : List.of(chinese, new TextInLanguage(Language.EN.tag(), english));
    }
}
