package market.cart.graphql;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Why signing in was refused, with what the shopper is told. */
enum SignInErrorCode implements ErrorText {
    INVALID_PHONE("请输入中国大陆手机号。", "This is no mobile number of mainland China."),
    TOO_MANY_REQUESTS("验证码请求过于频繁，请稍后再试。", "Too many codes were asked for: try again later."),
    TOO_MANY_TRIES("验证码错误次数过多，请稍后再试。", "Too many wrong codes: try again later."),
    SESSION_NOT_FOUND("没有这个登录设备。", "You are not signed in there."),
    WRONG_CODE("验证码不正确。", "The code is wrong."),
    CODE_EXPIRED("验证码已失效，请重新获取。", "There is no valid code for this phone: ask for a new one."),
    UNAVAILABLE("暂时无法发送短信验证码。", "Codes cannot be sent at present.");

    private final String zh;
    private final String en;

    SignInErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
