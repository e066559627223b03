package market.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import market.catalog.SetBundleOutcome.Fault;
import market.catalog.SetBundleOutcome.FaultKind;
import market.kernel.Money;

/** All that can be said against a bundle. */
final class BundleRules {

    static final int BUNDLES_MAX = 250;
    static final long PIECES_MAX = 999;
    private static final int NAME_LENGTH_MAX = 120;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

    private BundleRules() {}

    /**
     * What is wrong, each at its place.
     *
     * @param own list prices of those variants that are the merchant's
     */
    static List<Fault> faults(SetBundle command, Optional<Bundle> current, Map<VariantId, Money> own) {
        var faults = new ArrayList<Fault>();
        if (!CODE.matcher(command.code()).matches()) {
            faults.add(invalid(
                    "code",
                    "须为 1 至 40 个大写字母、数字、_ 或 -",
                    "must be 1 to 40 capital letters, digits, _ or -, no sign first"));
        }
        checkName(command, faults);
        if (current.filter(bundle -> !bundle.currency().getCurrencyCode().equals(command.currency()))
                .isPresent()) {
            faults.add(invalid("currency", "套餐的货币不能更改", "a bundle keeps its currency"));
        }
        var from = command.startsAt();
        var until = command.endsAt();
        if (from != null && until != null && !from.isBefore(until)) {
            faults.add(invalid("endsAt", "必须晚于 startsAt", "must be after startsAt"));
        }
        var count = command.parts().size();
        if (count < Bundle.COMPONENTS_MIN || count > Bundle.COMPONENTS_MAX) {
            faults.add(invalid(
                    "components",
                    "须有 " + Bundle.COMPONENTS_MIN + " 至 " + Bundle.COMPONENTS_MAX + " 种商品",
                    "must be " + Bundle.COMPONENTS_MIN + " to " + Bundle.COMPONENTS_MAX + " different goods"));
        }
        checkParts(command, own, faults);
        return faults;
    }

    private static void checkName(SetBundle command, List<Fault> faults) {
        var english = command.name().en();
        var isWrong = command.name().zh().isBlank()
                || command.name().zh().length() > NAME_LENGTH_MAX
                || (english != null && (english.isBlank() || english.length() > NAME_LENGTH_MAX));
        if (isWrong) {
            faults.add(invalid(
                    "names",
                    "每种语言须为 1 至 " + NAME_LENGTH_MAX + " 个字符",
                    "must have between 1 and " + NAME_LENGTH_MAX + " characters in each language"));
        }
    }

    private static void checkParts(SetBundle command, Map<VariantId, Money> own, List<Fault> faults) {
        var seen = new HashSet<VariantId>();
        for (var i = 0; i < command.parts().size(); i++) {
            var part = command.parts().get(i);
            var path = "components." + i;
            var list = own.get(part.variant());
            if (list == null) {
                faults.add(fault(
                        FaultKind.VARIANT_NOT_FOUND,
                        path + ".variantId",
                        "没有这个规格",
                        "there is no such variant of yours"));
            } else if (!list.currency().getCurrencyCode().equals(command.currency())) {
                faults.add(fault(
                        FaultKind.OTHER_CURRENCY,
                        path + ".variantId",
                        "该规格以 " + list.currency() + " 计价，套餐为 " + command.currency(),
                        "the variant is sold in " + list.currency() + ", the bundle is in " + command.currency()));
            } else if (part.unitPrice().minor() <= 0 || part.unitPrice().minor() > list.minor()) {
                faults.add(invalid(
                        path + ".unitPrice",
                        "须大于 0，且不高于原价 " + list.toMajor(),
                        "must be more than 0 and not above the list price, " + list.toMajor()));
            }
            if (!seen.add(part.variant())) {
                faults.add(fault(FaultKind.DUPLICATE, path + ".variantId", "重复的规格", "the variant stands twice in it"));
            }
            if (part.quantity() < 1 || part.quantity() > PIECES_MAX) {
                faults.add(invalid(
                        path + ".quantity", "须在 1 至 " + PIECES_MAX + " 之间", "must be between 1 and " + PIECES_MAX));
            }
        }
    }

    static Fault invalid(String path, String zh, String en) {
        return fault(FaultKind.INVALID, path, zh, en);
    }

    static Fault fault(FaultKind kind, String path, String zh, String en) {
        return new Fault(kind, new TypeFault(path, zh, en));
    }
}
