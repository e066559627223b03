package market.checkout.payment;

/** How a buyer pays: on the provider's page, or by scanning a code with the provider's app. */
public enum PaymentProduct {
    PAGE,
    QR
}
