package market.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text in Chinese and perhaps in English; reading falls back to Chinese. */
public record LocalizedText(String zh, @Nullable String en) {

    public String in(Language language) {
        return switch (language) {
            case ZH_CN -> zh;
            case EN -> Objects.requireNonNullElse(en, zh);
        };
    }
}
