package market.graphql.http;

import java.util.List;
import java.util.Locale;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** Negotiates the language of an answer. */
final class Languages {

    private static final List<Locale> SERVED = List.of(Locale.forLanguageTag("zh-CN"), Locale.ENGLISH);

    private Languages() {}

    static Language negotiate(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Language.ZH_CN;
        }
        try {
            var ranges = Locale.LanguageRange.parse(acceptLanguage);
            for (var range : ranges) {
                if (range.getWeight() > 0 && isChinese(range.getRange())) {
                    return Language.ZH_CN;
                }
                if (range.getWeight() > 0 && Locale.ENGLISH.equals(Locale.lookup(List.of(range), SERVED))) {
                    return Language.EN;
                }
            }
        } catch (IllegalArgumentException _) {
            return Language.ZH_CN;
        }
        return Language.ZH_CN;
    }

    private static boolean isChinese(String range) {
        return range.equals("zh") || range.startsWith("zh-");
    }
}
