package market.portal.merchant;

import java.util.List;
import market.kernel.Language;
import market.kernel.LocalizedText;

/** One text of several, for those who edit them. */
record TextInLanguage(String language, String value) {

    static List<TextInLanguage> of(LocalizedText text) {
        var chinese = new TextInLanguage(Language.ZH_CN.tag(), text.zh());
        var english = text.en();
        return english == null ? List.of(chinese) : List.of(chinese, new TextInLanguage(Language.EN.tag(), english));
    }
}
