package market.checkout.payment.alipay;

import com.alipay.api.domain.SettleDetailInfo;
import com.alipay.api.domain.SettleInfo;
import com.alipay.api.domain.SubMerchant;
import java.util.List;
import market.checkout.payment.PaymentRequest;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What a payment says of the merchant that it is for; nothing when it is for the platform itself. */
final class AlipayParts {

    private AlipayParts() {}

    static @Nullable SubMerchant subMerchant(PaymentRequest payment) {
        if (payment.subMerchant() == null) {
            return null;
        }
        var merchant = new SubMerchant();
        merchant.setMerchantId(payment.subMerchant());
        return merchant;
    }

    static @Nullable SettleInfo settleInfo(PaymentRequest payment) {
        return payment.subMerchant() == null ? null : settleInfo(payment.amount());
    }

    /** To wherever the merchant settles by default. */
    static SettleInfo settleInfo(Money amount) {
        var detail = new SettleDetailInfo();
        detail.setTransInType("defaultSettle");
        detail.setAmount(amount.toMajor());
        var info = new SettleInfo();
        info.setSettleDetailInfos(List.of(detail));
        return info;
    }
}
