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
        return new OperatorUserError(
                code, call.input().pathOf(member), code.text().in(call.language()), null);
    }

    OperatorUserError withVersion(int version) {
        return new OperatorUserError(code, field, message, version);
    }
}
