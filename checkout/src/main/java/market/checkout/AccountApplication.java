package market.checkout;

import market.checkout.payment.MerchantDossier;

/**
 * What a payment provider must know of a merchant to pay it directly.
 *
 * @param kind as the protocols number them: 01 company, 06 individual, 07 sole trader and so on
 * @param categoryCode of the trade, four digits
 * @param payeeAccount the merchant's own account at the provider, which its money goes to
 */
public record AccountApplication(
        String name,
        String shortName,
        String kind,
        String licenceNumber,
        String legalName,
        String legalIdNumber,
        String categoryCode,
        String contactName,
        String contactPhone,
        String payeeAccount) {

    MerchantDossier toDossier() {
        return new MerchantDossier(
                name,
                shortName,
                kind,
                licenceNumber,
                legalName,
                legalIdNumber,
                categoryCode,
                contactName,
                contactPhone,
                payeeAccount);
    }
}
