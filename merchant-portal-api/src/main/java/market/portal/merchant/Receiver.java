package market.portal.merchant;

import market.checkout.MerchantOrder;

/** Who gets the parcel, with as much of the phone as the merchant needs. */
record Receiver(String name, String phone, String regionCode, String regionPath, String line) {

    private static final int MOBILE_LENGTH = 11;
    private static final int HEAD = 3;
    private static final int TAIL = 4;
    private static final int SHORT_TAIL = 2;

    static Receiver of(MerchantOrder order) {
        var address = order.address();
        var phone = switch (order.state()) {
            case PAID, SHIPPED, COMPLETED -> address.phone();
            case PENDING_PAYMENT, CANCELLED -> masked(address.phone());
        };
        return new Receiver(address.name(), phone, address.regionCode(), address.regionPath(), address.line());
    }

    /** {@code 13812341234} as {@code 138****1234}; of shorter numbers only the last two digits. */
    static String masked(String phone) {
        return phone.length() < MOBILE_LENGTH
                ? "****" + phone.substring(Math.max(0, phone.length() - SHORT_TAIL))
                : phone.substring(0, HEAD) + "****" + phone.substring(phone.length() - TAIL);
    }
}
