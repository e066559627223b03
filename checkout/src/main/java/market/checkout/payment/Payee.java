package market.checkout.payment;

/** Who collects at the provider: the application and the seller's account. */
public record Payee(String appId, String sellerId) {}
