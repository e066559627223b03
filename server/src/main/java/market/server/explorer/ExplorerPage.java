package market.server.explorer;

import java.util.Locale;
import java.util.Map;
import market.graphql.Surface;
import market.kernel.Language;
import market.kernel.LocalizedText;

/** The page of one surface in one language. All that is filled in are words of our own. */
final class ExplorerPage {

    private static final String TEMPLATE = Asset.text("explorer.html");
    private static final LocalizedText TITLE = new LocalizedText("接口浏览器", "API explorer");
    private static final Map<Surface, LocalizedText> NAMES = Map.of(
            Surface.STOREFRONT, new LocalizedText("店面", "Storefront"),
            Surface.MERCHANT, new LocalizedText("商户", "Merchant"),
            Surface.OPERATOR, new LocalizedText("运营方", "Operator"));

    private ExplorerPage() {}

    static String of(Surface surface, Language language) {
        var path = "/explorer/" + surface.name().toLowerCase(Locale.ROOT);
        var page = TEMPLATE.replace("{language}", language.tag())
                .replace("{title}", name(surface, language) + " · " + TITLE.in(language))
                .replace("{endpoint}", surface.path())
                .replace("{examples}", path + "/examples.json?lang=" + language.tag())
                .replace("{other}", other(language).tag())
                .replace("{otherName}", other(language) == Language.EN ? "English" : "中文");
        for (var each : Surface.values()) {
            page = page.replace("{" + each.name().toLowerCase(Locale.ROOT) + "}", name(each, language));
        }
        return page;
    }

    private static String name(Surface surface, Language language) {
        var name = NAMES.get(surface);
        return name == null ? surface.name() : name.in(language);
    }

    private static Language other(Language language) {
        return language == Language.EN ? Language.ZH_CN : Language.EN;
    }
}
