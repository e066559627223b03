package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import market.checkout.AccountApplication;
import market.checkout.PaymentAccount;
import market.checkout.PaymentAccounts;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;

/** The caller's own accounts at payment providers. */
@Singleton
class MerchantAccounts implements Resolvers {

    /** What each text must look like; the provider looks closer. */
    private static final Map<String, Pattern> FIELDS = fields();

    private final PaymentAccounts accounts;

    MerchantAccounts(PaymentAccounts accounts) {
        this.accounts = accounts;
    }

    private static Map<String, Pattern> fields() {
        var fields = new LinkedHashMap<String, Pattern>();
        fields.put("name", Pattern.compile(".{2,100}"));
        fields.put("shortName", Pattern.compile(".{2,40}"));
        fields.put("licenceNumber", Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}"));
        fields.put("legalName", Pattern.compile(".{2,50}"));
        fields.put("legalIdNumber", Pattern.compile("[0-9]{17}[0-9X]"));
        fields.put("categoryCode", Pattern.compile("[0-9]{4}"));
        fields.put("contactName", Pattern.compile(".{2,50}"));
        fields.put("contactPhone", Pattern.compile("\\+?[0-9]{8,15}"));
        fields.put("payeeAccount", Pattern.compile("[^ ]{5,100}"));
        return fields;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query(
                        "paymentAccounts",
                        call -> accounts.ofMerchant(call.merchantUser().merchant()))
                .mutation("paymentAccountSubmit", this::submit)
                .payload("PaymentAccountSubmitPayload", "paymentAccount")
                .field("PaymentAccount", PaymentAccount.class, "id", (each, _) -> GlobalId.of("pac", each.id()));
    }

    private Payload submit(Call call) {
        var input = call.input();
        var wrong = FIELDS.entrySet().stream()
                .filter(field ->
                        !field.getValue().matcher(text(input, field.getKey())).matches())
                .findFirst();
        if (wrong.isPresent()) {
            return refused(MerchantErrorCode.INVALID, call, wrong.get().getKey());
        }
        var application = new AccountApplication(
                text(input, "name"),
                text(input, "shortName"),
                kind(input.text("kind")),
                text(input, "licenceNumber"),
                text(input, "legalName"),
                text(input, "legalIdNumber"),
                text(input, "categoryCode"),
                text(input, "contactName"),
                text(input, "contactPhone"),
                text(input, "payeeAccount"));
        return switch (accounts.submit(call.merchantUser().merchant(), input.text("provider"), application)) {
            case PaymentAccounts.Outcome.Submitted submitted -> Payload.of(submitted.account());
            case PaymentAccounts.Outcome.NotWanted _ -> refused(MerchantErrorCode.INVALID_STATE, call, "provider");
            case PaymentAccounts.Outcome.ProviderUnknown _ -> refused(MerchantErrorCode.INVALID, call, "provider");
        };
    }

    private static String text(Input input, String name) {
        return input.text(name).strip();
    }

    /** As the protocols number them. */
    private static String kind(String kind) {
        return switch (kind) {
            case "COMPANY" -> "01";
            case "COOPERATIVE" -> "03";
            case "INDIVIDUAL" -> "06";
            default -> "07";
        };
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
