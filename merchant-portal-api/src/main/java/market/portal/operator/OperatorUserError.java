package market.portal.operator;

import java.util.List;
import market.graphql.Call;
import market.graphql.ErrorText;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A refusal of the operator surface. */
record OperatorUserError(
        Code code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer currentVersion) {

    /** Codes of the contract with what people are told. */
    enum Code implements ErrorText {
        NOT_FOUND("找不到该对象", "There is no such object"),
        INVALID("填写的内容缺失或不正确", "This value is missing or not allowed"),
        INVALID_STATE("当前状态不允许此操作", "Its state does not allow this"),
        IN_USE("已有商品不符合新的定义", "Goods on file would break the new definition"),
        VERSION_CONFLICT("内容已有变化，请刷新后再试", "It has changed meanwhile; read it again");

        private final String zh;
        private final String en;

        Code(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        @Override
        public LocalizedText text() {
            return new LocalizedText(zh, en);
        }
    }

    static OperatorUserError of(Code code, Call call, String member) {
        return of(code, call, call.input().pathOf(member));
    }

    static OperatorUserError of(Code code, Call call, List<String> path) {
        return new OperatorUserError(code, path, code.text().in(call.language()), null);
    }

    /** With what is wrong there, after what is wrong in general. */
    OperatorUserError because(String reason) {
        return new OperatorUserError(code, field, message + ": " + reason, currentVersion);
    }

    OperatorUserError withVersion(int version) {
        return new OperatorUserError(code, field, message, version);
    }
}
