package market.portal.merchant;

import java.util.List;
import java.util.function.BiConsumer;
import market.catalog.RichText;
import market.graphql.Call;
import market.graphql.Input;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/**
 * Descriptions as they were written, and as they will be kept.
 *
 * @param text plain, also of what was written as HTML; null when something is wrong with it
 * @param rich null when it is plain
 */
record DescriptionReading(
        @Nullable LocalizedText text, @Nullable RichText rich) {

    private static final int HTML_LENGTH_MAX = 100_000;
    private static final LocalizedText NOTHING_LEFT =
            new LocalizedText("去除不允许的内容后没有文字", "nothing is left without what is not allowed");
    private static final LocalizedText TOO_LONG = new LocalizedText(
            "文字最多 " + ProductForms.DESCRIPTION_LENGTH_MAX + " 个字符",
            "its text has at most " + ProductForms.DESCRIPTION_LENGTH_MAX + " characters");

    private enum Format {
        PLAIN,
        HTML
    }

    /** @param fault told each place, with what is wrong there if that has to be said */
    static DescriptionReading of(Call call, BiConsumer<List<String>, @Nullable LocalizedText> fault) {
        var input = call.input();
        var format =
                input.isGiven("descriptionFormat") ? input.choice("descriptionFormat", Format.class) : Format.PLAIN;
        var lengthMax = format == Format.HTML ? RichText.SOURCE_LENGTH_MAX : ProductForms.DESCRIPTION_LENGTH_MAX;
        var source = LocalizedTexts.read(input, "descriptions", lengthMax, path -> fault.accept(path, null))
                .orElse(null);
        if (source == null || format == Format.PLAIN) {
            return new DescriptionReading(source, null);
        }
        var rich = RichText.of(source);
        var isSound = true;
        for (var each : input.objects("descriptions")) {
            var wrong = wrong(rich, language(each));
            if (wrong != null) {
                fault.accept(each.pathOf("value"), wrong);
                isSound = false;
            }
        }
        return isSound ? new DescriptionReading(rich.text(), rich) : new DescriptionReading(null, null);
    }

    private static Language language(Input text) {
        return text.text("language").equals(Language.EN.tag()) ? Language.EN : Language.ZH_CN;
    }

    private static @Nullable LocalizedText wrong(RichText rich, Language language) {
        var text = rich.text().in(language);
        if (text.isEmpty()) {
            return NOTHING_LEFT;
        }
        return text.length() > ProductForms.DESCRIPTION_LENGTH_MAX
                        || rich.html().in(language).length() > HTML_LENGTH_MAX
                ? TOO_LONG
                : null;
    }
}
