package market.checkout;

import java.util.Arrays;
import java.util.Optional;
import market.kernel.LocalizedText;

/** Carriers by the codes the trade uses for them. */
public enum Carrier {
    SHUNFENG("顺丰速运", "SF Express"),
    ZHONGTONG("中通快递", "ZTO Express"),
    YUANTONG("圆通速递", "YTO Express"),
    SHENTONG("申通快递", "STO Express"),
    YUNDA("韵达快递", "Yunda Express"),
    JTEXPRESS("极兔速递", "J&T Express"),
    EMS("邮政特快专递", "EMS"),
    YOUZHENGGUONEI("邮政快递包裹", "China Post"),
    JD("京东物流", "JD Logistics"),
    DEBANGKUAIDI("德邦快递", "Deppon Express"),
    SELF("商家自送", "Merchant's own delivery");

    private final String zh;
    private final String en;

    Carrier(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public LocalizedText displayName() {
        return new LocalizedText(zh, en);
    }

    public static Optional<Carrier> parse(String code) {
        return Arrays.stream(values())
                .filter(carrier -> carrier.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
