package market.catalog;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.merchants.Regions;

/** Checks the rules of a pavilion: values of what there is. */
@Singleton
class PavilionRuleFaults {

    private static final int RULES_MAX = 20;

    private final Taxonomy taxonomy;
    private final CertificateKinds certificates;
    private final Regions regions;

    PavilionRuleFaults(Taxonomy taxonomy, CertificateKinds certificates, Regions regions) {
        this.taxonomy = taxonomy;
        this.certificates = certificates;
        this.regions = regions;
    }

    List<TypeFault> of(List<PavilionRule> rules) {
        var faults = new ArrayList<TypeFault>();
        if (rules.size() > RULES_MAX) {
            faults.add(new TypeFault("rules", "至多 " + RULES_MAX + " 条", "at most " + RULES_MAX));
            return faults;
        }
        for (var i = 0; i < rules.size(); i++) {
            check(rules.get(i), "rules." + i, faults);
        }
        return faults;
    }

    private void check(PavilionRule rule, String at, List<TypeFault> faults) {
        if (rule.isOpen()) {
            faults.add(new TypeFault(at, "至少须写明一个条件", "must name something"));
        }
        var category = rule.categoryCode();
        if (category != null && taxonomy.category(category).isEmpty()) {
            faults.add(new TypeFault(at + ".categoryCode", "没有这个类目", "there is no such category"));
        }
        var origin = rule.originCode();
        if (origin != null && regions.find(origin).isEmpty()) {
            faults.add(new TypeFault(at + ".originCode", "没有这个地区", "there is no such region"));
        }
        var kind = rule.kindCode();
        if (kind != null && taxonomy.productType(kind).isEmpty()) {
            faults.add(new TypeFault(at + ".kindCode", "没有这个商品种类", "there is no such kind of goods"));
        }
        var certificate = rule.certificateKind();
        if (certificate != null && certificates.find(certificate).isEmpty()) {
            faults.add(new TypeFault(at + ".certificateKind", "没有这个证书种类", "there is no such kind of certificate"));
        }
    }
}
