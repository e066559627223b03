package market.checkout.payment;

/** How a buyer pays. */
public enum PaymentProduct {
    /** On the provider's page in a browser. */
    PAGE,
    /** On the provider's page in a telephone's browser, which may open the provider's app. */
    WAP,
    /** In the provider's app, which the shop's own app opens through the provider's kit. */
    APP,
    /** By scanning a code with the provider's app. */
    QR,
    /** Within the provider's app, from a page or mini program of the shop. */
    JSAPI
}
