package market.catalog;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import market.catalog.ListedPrice.Version;
import org.jspecify.annotations.Nullable;

/** All that can be said against a price list and what it says of a variant. */
@Singleton
class PriceListRules {

    static final int LISTS_MAX = 100;
    private static final int VERSIONS_MAX = 20;
    private static final int TIERS_MAX = 50;
    private static final int PRIORITY_MAX = 1_000_000;
    private static final int NAME_LENGTH_MAX = 120;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");
    private static final Pattern GROUP = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    private final Pavilions pavilions;

    PriceListRules(Pavilions pavilions) {
        this.pavilions = pavilions;
    }

    List<TypeFault> faults(SetPriceList command, Optional<PriceList> current) {
        var faults = new ArrayList<TypeFault>();
        if (!CODE.matcher(command.code()).matches()) {
            faults.add(new TypeFault(
                    "code",
                    "须为 1 至 40 个大写字母、数字、_ 或 -",
                    "must be 1 to 40 capital letters, digits, _ or -, no sign first"));
        }
        checkText(command.name(), "name", faults);
        checkCurrency(command.currency(), current, faults);
        checkAudience(command.audience(), faults);
        if (Math.abs((long) command.priority()) > PRIORITY_MAX) {
            faults.add(new TypeFault(
                    "priority",
                    "须在正负 " + PRIORITY_MAX + " 之间",
                    "must be between -" + PRIORITY_MAX + " and " + PRIORITY_MAX));
        }
        var from = command.validFrom();
        var until = command.validUntil();
        if (from != null && until != null && !from.isBefore(until)) {
            faults.add(new TypeFault("validUntil", "必须晚于 validFrom", "must be after validFrom"));
        }
        return faults;
    }

    private static void checkCurrency(String code, Optional<PriceList> current, List<TypeFault> faults) {
        var isKnown = Currency.getAvailableCurrencies().stream()
                .anyMatch(currency ->
                        currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0);
        if (!isKnown) {
            faults.add(new TypeFault("currency", "没有这种货币", "is no currency"));
        } else if (current.filter(list -> !list.currency().getCurrencyCode().equals(code))
                .isPresent()) {
            faults.add(new TypeFault("currency", "价目表的货币不能更改", "a list keeps its currency"));
        }
    }

    private void checkAudience(Audience audience, List<TypeFault> faults) {
        var group = audience.customerGroup();
        if (group != null && !GROUP.matcher(group).matches()) {
            faults.add(new TypeFault(
                    "audience.customerGroup", "须为客户组代码，如 TRADE", "must be the code of a group, such as TRADE"));
        }
        checkOptional(audience.company(), "audience.company", faults);
        checkOptional(audience.channel(), "audience.channel", faults);
        var pavilion = audience.pavilion();
        if (pavilion != null && pavilions.findByHandle(pavilion).isEmpty()) {
            faults.add(new TypeFault("audience.pavilionHandle", "没有这个馆", "there is no such pavilion"));
        }
    }

    private static void checkOptional(@Nullable String text, String path, List<TypeFault> faults) {
        if (text != null) {
            checkText(text, path, faults);
        }
    }

    private static void checkText(String text, String path, List<TypeFault> faults) {
        if (text.isBlank()
                || text.length() > NAME_LENGTH_MAX
                || text.codePoints().anyMatch(Character::isISOControl)) {
            faults.add(new TypeFault(
                    path,
                    "须为 1 至 " + NAME_LENGTH_MAX + " 个字符",
                    "must have between 1 and " + NAME_LENGTH_MAX + " characters"));
        }
    }

    /** @param path of the row */
    static List<TypeFault> faults(List<Version> versions, String path) {
        var faults = new ArrayList<TypeFault>();
        if (versions.size() > VERSIONS_MAX) {
            faults.add(new TypeFault(
                    path + ".prices", "最多 " + VERSIONS_MAX + " 个版本", "at most " + VERSIONS_MAX + " versions"));
            return faults;
        }
        var starts = new HashSet<Instant>();
        for (var i = 0; i < versions.size(); i++) {
            var version = versions.get(i);
            var own = path + ".prices." + i;
            if (!starts.add(Objects.requireNonNullElse(version.startsAt(), Instant.MIN))) {
                faults.add(new TypeFault(own + ".startsAt", "两个版本同时开始", "two versions start at the same moment"));
            }
            check(version.tiers(), own + ".tiers", faults);
        }
        return faults;
    }

    private static void check(List<ListTier> tiers, String path, List<TypeFault> faults) {
        if (tiers.size() > TIERS_MAX) {
            faults.add(new TypeFault(path, "最多 " + TIERS_MAX + " 个阶梯", "at most " + TIERS_MAX + " tiers"));
            return;
        }
        var quantities = new HashSet<Long>();
        for (var i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            var own = path + "." + i;
            require(tier.price().minor() > 0, own + ".price", "必须大于零", "must be more than zero", faults);
            require(tier.minQuantity() > 0, own + ".minQuantity", "至少为 1", "must be at least 1", faults);
            require(
                    quantities.add(tier.minQuantity()),
                    own + ".minQuantity",
                    "同一数量有两个价格",
                    "two prices from the same quantity",
                    faults);
            require(
                    isOpenOr(tier.step(), step -> step > 0),
                    own + ".quantityStep",
                    "至少为 1",
                    "must be at least 1",
                    faults);
            require(
                    isOpenOr(tier.maxQuantity(), max -> max >= tier.minQuantity()),
                    own + ".maxQuantity",
                    "最大数量不能小于最小数量",
                    "the largest quantity must not be below the smallest",
                    faults);
        }
    }

    private static boolean isOpenOr(@Nullable Long number, Predicate<Long> holds) {
        return number == null || holds.test(number);
    }

    private static void require(boolean holds, String path, String zh, String en, List<TypeFault> faults) {
        if (!holds) {
            faults.add(new TypeFault(path, zh, en));
        }
    }
}
