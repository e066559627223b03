package market.portal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import market.graphql.Input;
import market.kernel.Language;
import market.kernel.LocalizedText;

/** Reads what is written in several languages. */
public final class LocalizedTexts {

    private LocalizedTexts() {}

    /** Empty when something is wrong with it; {@code fault} is told each place. */
    public static Optional<LocalizedText> read(
            Input input, String member, int lengthMax, Consumer<List<String>> fault) {
        Map<Language, String> texts = new EnumMap<>(Language.class);
        var isSound = true;
        for (var each : input.objects(member)) {
            var language = language(each);
            var value = each.text("value").strip();
            if (language.isEmpty() || texts.put(language.get(), value) != null) {
                fault.accept(each.pathOf("language"));
                isSound = false;
            }
            if (value.isEmpty() || value.length() > lengthMax) {
                fault.accept(each.pathOf("value"));
                isSound = false;
            }
        }
        var chinese = texts.get(Language.ZH_CN);
        if (chinese == null) {
            // Readers of every language fall back to Chinese, so it cannot be missing.
            fault.accept(input.pathOf(member));
        }
        return chinese == null || !isSound
                ? Optional.empty()
                : Optional.of(new LocalizedText(chinese, texts.get(Language.EN)));
    }

    private static Optional<Language> language(Input text) {
        for (var language : Language.values()) {
            if (language.tag().equals(text.text("language"))) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
