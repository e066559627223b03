package market.portal.merchant;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Why a mutation of the merchant surface was refused, with what people are told. */
enum MerchantErrorCode implements ErrorText {
    NOT_FOUND("找不到该对象，或它不属于您", "There is no such object of yours"),
    INVALID("填写的内容不正确", "This value is not allowed"),
    DUPLICATE("该值已被使用", "This value is already in use"),
    VERSION_CONFLICT("内容已有变化，请刷新后再试", "It has changed meanwhile; read it again"),
    INSUFFICIENT_STOCK("库存不足：可用数量少于要扣减的数量", "There is not enough stock that no order has been promised"),
    INVALID_STATE("当前状态不允许此操作", "Its state does not allow this"),
    IDEMPOTENCY_KEY_REUSED("同一个幂等键用于了不同的请求", "The idempotency key was used for another request"),
    GATE_CLOSED("该类目的上架条件未满足", "The goods lack what their category needs"),
    CURRENCY_MISMATCH("货币不一致", "It is in another currency"),
    NOT_ADMITTED("特色馆尚未接纳该商家", "The pavilion has not admitted this merchant"),
    LIMIT_EXCEEDED("一次提交的条目过多，请分批提交", "Too many entries in one call; send them in parts"),
    UNSUPPORTED_TYPE("不支持此文件类型", "Files of this type are not taken"),
    BROKEN_FILE("文件不完整或无法读取", "The file is not whole, or cannot be read"),
    HIDDEN_CONTENT("文件中夹带了其他内容", "The file holds something else, too"),
    TOO_LARGE("文件过大", "The file is too large"),
    ALREADY_REDEEMED("该凭证已核销", "The voucher was redeemed before"),
    EXPIRED("该凭证已过期", "The voucher has expired"),
    CANCELLED("该凭证已退款", "The money for the voucher went back"),
    TOO_MANY_TRIES("错误的凭证码过多，请稍后再试", "Too many wrong codes; try again later"),
    BUSY("系统繁忙，请稍后再试", "The engine is busy; try again in some seconds");

    private final String zh;
    private final String en;

    MerchantErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
