package market.checkout.payment;

/**
 * What a provider must know of a merchant to pay it directly. It has its own duty to look into it.
 *
 * @param kind as the protocols number them: 01 company, 06 individual, 07 sole trader and so on
 * @param licenceNumber of the business licence
 * @param legalName and the rest of the personal data are kept only until the provider has them
 * @param categoryCode of the trade, four digits
 * @param payeeAccount the merchant's own account at the provider, which its money goes to
 */
public record MerchantDossier(
        String name,
        String shortName,
        String kind,
        String licenceNumber,
        String legalName,
        String legalIdNumber,
        String categoryCode,
        String contactName,
        String contactPhone,
        String payeeAccount) {}
