package market.checkout.payment.alipay;

import com.alipay.api.domain.AntMerchantExpandIndirectZftCreateModel;
import com.alipay.api.domain.AntMerchantExpandIndirectZftorderQueryModel;
import com.alipay.api.domain.ContactInfo;
import com.alipay.api.domain.DefaultSettleRule;
import com.alipay.api.domain.ZftSubMerchantOrder;
import com.alipay.api.request.AntMerchantExpandIndirectZftCreateRequest;
import com.alipay.api.request.AntMerchantExpandIndirectZftorderQueryRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import market.checkout.payment.Marketplace.Standing;
import market.checkout.payment.MerchantDossier;

/** Merchants apply to be paid directly, and are told what came of it when it is asked for. */
@Singleton
final class AlipayOnboarding {

    private static final String CONTACT_FOR_ALL = "LEGAL_PERSON";

    private final AlipayConnection connection;

    AlipayOnboarding(AlipayConnection connection) {
        this.connection = connection;
    }

    /** What the application is answered says little: how it stands is asked for. */
    Standing apply(String externalId, MerchantDossier dossier) {
        var contact = new ContactInfo();
        contact.setName(dossier.contactName());
        contact.setMobile(dossier.contactPhone());
        contact.setType(CONTACT_FOR_ALL);
        var rule = new DefaultSettleRule();
        rule.setDefaultSettleType("alipayAccount");
        rule.setDefaultSettleTarget(dossier.payeeAccount());
        var model = new AntMerchantExpandIndirectZftCreateModel();
        model.setExternalId(externalId);
        model.setName(dossier.name());
        model.setAliasName(dossier.shortName());
        model.setMerchantType(dossier.kind());
        model.setCertType("201");
        model.setCertNo(dossier.licenceNumber());
        model.setLegalName(dossier.legalName());
        model.setLegalCertNo(dossier.legalIdNumber());
        model.setMcc(dossier.categoryCode());
        model.setContactInfos(List.of(contact));
        model.setAlipayLogonId(dossier.payeeAccount());
        model.setBindingAlipayLogonId(dossier.payeeAccount());
        model.setDefaultSettleRule(rule);
        model.setService(List.of("电脑支付", "wap支付", "app支付", "当面付", "jsapi支付"));
        var request = new AntMerchantExpandIndirectZftCreateRequest();
        request.setBizModel(model);
        var answer = connection.call(request, externalId);
        var refusal = answer.filter(each -> AlipayProvider.BUSINESS_FAILURE.equals(each.getCode()))
                .filter(each -> "INVALID_PARAMETER".equals(each.getSubCode()));
        return refusal.<Standing>map(each -> new Standing.Refused(Objects.requireNonNullElse(each.getSubMsg(), "")))
                .orElseGet(() -> standing(externalId));
    }

    Standing standing(String externalId) {
        var model = new AntMerchantExpandIndirectZftorderQueryModel();
        model.setExternalId(externalId);
        var request = new AntMerchantExpandIndirectZftorderQueryRequest();
        request.setBizModel(model);
        return connection
                .call(request, externalId)
                .filter(answer -> AlipayProvider.SUCCESS.equals(answer.getCode()))
                .map(answer -> Objects.requireNonNullElse(answer.getOrders(), List.<ZftSubMerchantOrder>of()))
                .flatMap(orders -> orders.stream()
                        .filter(order -> externalId.equals(order.getExternalId()))
                        .findFirst())
                .map(AlipayOnboarding::standing)
                .orElseGet(Standing.Unknown::new);
    }

    private static Standing standing(ZftSubMerchantOrder order) {
        return switch (order.getStatus()) {
            case "99" -> order.getSmid() == null ? new Standing.Unknown() : new Standing.Active(order.getSmid());
            case "-1" -> new Standing.Refused(Objects.requireNonNullElse(order.getReason(), ""));
            case null -> new Standing.Unknown();
            default -> new Standing.Waiting();
        };
    }
}
