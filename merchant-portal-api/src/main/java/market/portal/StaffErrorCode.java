package market.portal;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Why something around signing in was refused, with what people are told. */
enum StaffErrorCode implements ErrorText {
    WRONG_CREDENTIALS("手机号或密码不正确", "The phone or the password is wrong"),
    CODE_REQUIRED("请输入动态验证码", "A code of your device is needed too"),
    WRONG_CODE("动态验证码不正确或已使用", "The code is wrong or was used before"),
    TOO_MANY_TRIES("错误次数过多，请稍后再试", "Too many wrong tries: try again later"),
    PASSWORD_UNFIT(
            "新密码不符合要求：10 至 128 个字符，不得包含手机号",
            "The new password needs 10 to 128 characters, not all alike, and not the phone"),
    NOT_A_PERSON("此操作需要本人登录", "This needs a person who signed in"),
    INVALID_STATE("当前状态不允许此操作", "Its state does not allow this"),
    NOT_FOUND("找不到该人员", "There is no such person"),
    SESSION_NOT_FOUND("没有这个登录设备", "You are not signed in there");

    private final String zh;
    private final String en;

    StaffErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
