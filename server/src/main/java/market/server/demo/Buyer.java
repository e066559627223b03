package market.server.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shopper does with a cart, a checkout and an order. */
record Buyer(Caller caller) {

    private static final String CART = """

            fragment CartParts on Cart {
              id version subtotal { amount }
              lines(first: 100) {
                edges { node {
                  id quantity unavailableReason
                  variant { id sku }
                  unitPrice { amount } total { amount }
                } }
              }
              groups { merchant { id code name } subtotal { amount } }
              warnings { code message }
            }""";
    private static final String CREATE = """
            mutation CreateCart($input: CartCreateInput!) {
              cartCreate(input: $input) { cart { ...CartParts } userErrors { code message } }
            }""" + CART;
    private static final String ADD = """
            mutation AddLines($input: CartLinesAddInput!) {
              cartLinesAdd(input: $input) {
                cart { ...CartParts } userErrors { code message allowed { min step } }
              }
            }""" + CART;
    private static final String UPDATE = """
            mutation UpdateLines($input: CartLinesUpdateInput!) {
              cartLinesUpdate(input: $input) { cart { ...CartParts } userErrors { code message } }
            }""" + CART;
    private static final String READ = "query Cart($id: ID!) { cart(id: $id) { ...CartParts } }" + CART;
    private static final String MINE = "query MyCart { myCart { ...CartParts } }" + CART;

    private static final String CHECKOUT = """

            fragment CheckoutParts on Checkout {
              id version status expiresAt
              goodsTotal { amount } deliveryTotal { amount } total { amount }
              address { name regionPath line }
              parts {
                merchant { id code name } goods { amount } total { amount }
                lines { sku title quantity unitPrice { amount } total { amount } }
                deliveryOptions { code label price { amount } }
                chosenDelivery { code label price { amount } }
                pickUpPlace { name place { path } }
              }
            }""";
    private static final String START = """
            mutation StartCheckout($input: CheckoutCreateInput!) {
              checkoutCreate(input: $input) {
                checkout { ...CheckoutParts }
                userErrors { code message shortages { variantId requested available } }
              }
            }""" + CHECKOUT;
    private static final String DELIVER = """
            mutation SetDelivery($input: CheckoutDeliverySetInput!) {
              checkoutDeliverySet(input: $input) { checkout { ...CheckoutParts } userErrors { code message } }
            }""" + CHECKOUT;
    private static final String PAY = """
            mutation Pay($input: CheckoutPayInput!) {
              checkoutPay(input: $input) {
                order { id number status total { amount } payBefore }
                paymentAction {
                  __typename
                  ... on PaymentRedirect { url }
                  ... on PaymentQrCode { payload expiresAt }
                  ... on PaymentNone { message }
                }
                userErrors { code message }
              }
            }""";
    private static final String ORDER = """
            query Order($id: ID!) {
              order(id: $id) {
                id number status total { amount } placedAt paidAt
                merchantOrders {
                  id number status merchant { code name } goods { amount } deliveryPrice { amount } total { amount }
                  lines { sku title quantity unitPrice { amount } total { amount } }
                  shipments { carrierName trackingNumber batchCodes receivedAt }
                }
              }
            }""";
    private static final String CONFIRM = """
            mutation ConfirmReceipt($input: OrderReceiptConfirmInput!) {
              orderReceiptConfirm(input: $input) { order { id status } userErrors { code message } }
            }""";

    /** So many of a variant. */
    record Wish(String variant, int quantity) {

        Map<String, Object> input() {
            return Map.of("variantId", variant, "quantity", Integer.toString(quantity));
        }
    }

    Answer openCart(List<Wish> wishes) {
        var input = Map.of("lines", wishes.stream().map(Wish::input).toList(), "idempotencyKey", Town.key());
        return caller.change(CREATE, input).at("/cart");
    }

    /** The payload, since adding may be refused. */
    Answer add(String cart, Wish wish) {
        return caller.attempt(
                ADD, Map.of("cartId", cart, "lines", List.of(wish.input()), "idempotencyKey", Town.key()));
    }

    Answer setQuantity(Answer cart, String line, int quantity) {
        var lines = List.of(Map.of("lineId", line, "quantity", Integer.toString(quantity)));
        return caller.change(
                        UPDATE,
                        Map.of("cartId", cart.text("/id"), "expectedVersion", cart.whole("/version"), "lines", lines))
                .at("/cart");
    }

    Answer cart(String id) {
        return caller.ask(READ, Map.of("id", id)).at("/cart");
    }

    Answer ownCart() {
        return caller.ask(MINE, Map.of()).at("/myCart");
    }

    /** The payload, since there may be too little in stock. */
    Answer startCheckout(Answer cart) {
        return caller.attempt(
                START,
                Map.of(
                        "cartId",
                        cart.text("/id"),
                        "expectedVersion",
                        cart.whole("/version"),
                        "idempotencyKey",
                        Town.key()));
    }

    Answer checkout(Answer cart) {
        var payload = startCheckout(cart);
        if (payload.isNothing("/checkout")) {
            throw new ClaimFailedException(
                    "checkout of " + cart.text("/id"), "the stock is held", "a checkout", payload);
        }
        return payload.at("/checkout");
    }

    Answer deliver(Answer checkout, String region, Map<String, String> choices) {
        var deliveries = new ArrayList<Map<String, String>>();
        choices.forEach((merchant, option) -> deliveries.add(Map.of("merchantId", merchant, "optionCode", option)));
        return caller.change(
                        DELIVER,
                        Map.of(
                                "checkoutId",
                                checkout.text("/id"),
                                "expectedVersion",
                                checkout.whole("/version"),
                                "address",
                                Map.of(
                                        "name", "秦雨桐",
                                        "phone", "19905640099",
                                        "regionCode", region,
                                        "line", "珠江路 88 号 3 幢 502 室"),
                                "deliveries",
                                deliveries))
                .at("/checkout");
    }

    Answer pay(Answer checkout, String method, @Nullable String returnUrl) {
        var input = new HashMap<String, Object>(Map.of(
                "checkoutId",
                checkout.text("/id"),
                "expectedVersion",
                checkout.whole("/version"),
                "method",
                method,
                "idempotencyKey",
                Town.key()));
        if (returnUrl != null) {
            input.put("returnUrl", returnUrl);
        }
        return caller.change(PAY, input);
    }

    /** The payload, since the goods may be gone. */
    Answer tryToPay(Answer checkout) {
        return caller.attempt(
                PAY,
                Map.of(
                        "checkoutId",
                        checkout.text("/id"),
                        "expectedVersion",
                        checkout.whole("/version"),
                        "method",
                        "ALIPAY_PAGE",
                        "idempotencyKey",
                        Town.key()));
    }

    Answer order(String id) {
        return caller.ask(ORDER, Map.of("id", id)).at("/order");
    }

    Answer confirmReceipt(String order, String merchantOrder) {
        return caller.change(CONFIRM, Map.of("orderId", order, "merchantOrderId", merchantOrder))
                .at("/order");
    }
}
