package market.checkout;

import market.kernel.LocalizedText;
import market.kernel.Money;

/** A way to deliver one merchant's goods. */
public record DeliveryOption(String code, LocalizedText label, Money price) {}
