package market.local.alipay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The node of an answer that is signed. */
record Answer(Map<String, Object> fields) {
    Answer {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static Answer success() {
        return coded("10000", "Success");
    }

    static Answer coded(String code, String message) {
        return new Answer(Map.of()).with("code", code).with("msg", message);
    }

    /** The deed was understood and refused. */
    static Answer refused(String subCode, String subMessage) {
        return coded("40004", "Business Failed").with("sub_code", subCode).with("sub_msg", subMessage);
    }

    /** The request itself is wrong. */
    static Answer invalid(String subCode, String subMessage) {
        return coded("40002", "Invalid Arguments").with("sub_code", subCode).with("sub_msg", subMessage);
    }

    boolean isSuccess() {
        return "10000".equals(fields.get("code"));
    }

    Answer with(String key, Object value) {
        var more = new LinkedHashMap<>(fields);
        more.put(key, value);
        return new Answer(more);
    }
}
