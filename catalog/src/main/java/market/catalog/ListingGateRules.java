package market.catalog;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Checks a gate by itself. */
final class ListingGateRules {

    private static final int MEMBERS_MAX = 20;
    private static final int REASON_LENGTH_MAX = 200;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    private ListingGateRules() {}

    static List<TypeFault> faults(ListingGate gate, Taxonomy taxonomy) {
        var faults = new ArrayList<TypeFault>();
        require(CODE.matches(gate.code()), "code", "格式须如 food-licence", "must be like food-licence", faults);
        require(
                taxonomy.category(gate.categoryCode()).isPresent(),
                "categoryCode",
                "没有这个类目",
                "there is no such category",
                faults);
        var needsCertificate = switch (gate.kind()) {
            case PRODUCT_CERTIFICATE, MERCHANT_LICENCE -> true;
            case ATTRIBUTES -> false;
        };
        require(
                needsCertificate != gate.certificateKinds().isEmpty()
                        && gate.certificateKinds().size() <= MEMBERS_MAX,
                "certificateKinds",
                "要求证书的门槛须列出证书种类，其他门槛不得列出",
                "gates that ask for a certificate name its kinds, and no others",
                faults);
        require(
                (gate.kind() == ListingGate.Kind.ATTRIBUTES)
                                != gate.attributes().isEmpty()
                        && gate.attributes().size() <= MEMBERS_MAX,
                "attributes",
                "要求属性的门槛须列出属性，其他门槛不得列出",
                "gates that ask for attributes name them, and no others",
                faults);
        require(
                gate.numberAttribute() == null || gate.kind() == ListingGate.Kind.PRODUCT_CERTIFICATE,
                "numberAttribute",
                "只有商品证书才有须写明的编号",
                "only certificates of goods have a number to be named",
                faults);
        require(
                !gate.reason().zh().isBlank() && gate.reason().zh().length() <= REASON_LENGTH_MAX,
                "reasons",
                "须为 1 至 " + REASON_LENGTH_MAX + " 个字符",
                "must have 1 to " + REASON_LENGTH_MAX + " characters",
                faults);
        return faults;
    }

    private static void require(boolean holds, String path, String zh, String en, List<TypeFault> faults) {
        if (!holds) {
            faults.add(new TypeFault(path, zh, en));
        }
    }
}
