package market.checkout.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import market.checkout.payment.Payee;
import market.checkout.payment.Snapshot;

/** Reads notifications: from the raw body alone, decoded once, whatever else came with the request. */
@Singleton
final class AlipayNotice {

    /**
     * What decides. The signature is over the fields in a row and does not tell where one ends: somebody in between could
     * hide a field at the end of the one before it.
     */
    private static final Pattern HIDDEN = Pattern.compile(
            "&(app_id|gmt_payment|out_trade_no|refund_fee|seller_id|total_amount|trade_no|trade_status)=");

    private final AlipayTrust trust;

    AlipayNotice(AlipayTrust trust) {
        this.trust = trust;
    }

    /** The fields of a genuine notification; empty when the signature does not hold. */
    Optional<Map<String, String>> verify(byte[] body) {
        try {
            var fields = fields(new String(body, StandardCharsets.UTF_8));
            var isWhole = fields.entrySet().stream()
                    .noneMatch(field -> HIDDEN.matcher(field.getKey() + "=" + field.getValue())
                            .find());
            // A copy, for the check takes fields out. The kind of signature is ours to say, not the message's.
            var isGenuine = isWhole
                    && AlipaySignature.rsaCheckV1(
                            new HashMap<>(fields), trust.publicKey(fields.get("alipay_cert_sn")), "utf-8", "RSA2");
            return isGenuine ? Optional.of(fields) : Optional.empty();
        } catch (AlipayApiException | RuntimeException _) {
            // A missing or mangled signature is thrown, a wrong one is not; and a form may be mangled too.
            return Optional.empty();
        }
    }

    /** Empty when it tells of no trade. */
    static Optional<Snapshot> snapshot(Map<String, String> fields) {
        var outTradeNo = fields.get("out_trade_no");
        if (outTradeNo == null || outTradeNo.isBlank()) {
            return Optional.empty();
        }
        var payee = new Payee(fields.getOrDefault("app_id", ""), fields.getOrDefault("seller_id", ""));
        var trade = new AlipayTrade(
                outTradeNo,
                fields.get("trade_status"),
                fields.get("trade_no"),
                fields.get("total_amount"),
                AlipayWords.instant(fields.get("gmt_payment")),
                fields.get("refund_fee"));
        return Optional.of(trade.snapshot(payee));
    }

    /** What is blank is not part of the signature: anybody can add it, and it says nothing. */
    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("A field without a name or a value");
            }
            var name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            var value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (!value.isBlank() && fields.put(name, value) != null) {
                throw new IllegalArgumentException("A field is there twice");
            }
        }
        return fields;
    }
}
