package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import market.cart.redis.RedisSignIn;
import market.kernel.Json;

/** The codes that would have gone out as text messages, for developers to read; stays empty in production. */
@Singleton
public class DevelopmentOutbox {

    /** A message that was not really sent; {@code code} is empty where the text holds none. */
    public record Message(String phone, String text, String code, Instant at) {}

    private final RedisSignIn redis;
    private final Clock clock;

    DevelopmentOutbox(RedisSignIn redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Newest first, at most a hundred. */
    public List<Message> list() {
        return redis.unsent().stream()
                .map(json -> Json.read(json, Message.class))
                .toList();
    }

    void appendText(String phone, String text) {
        redis.keepUnsent(Json.write(new Message(phone, text, "", clock.instant())));
    }

    void append(String phone, String code) {
        var text = "您的验证码是 " + code + "，五分钟内有效。";
        redis.keepUnsent(Json.write(new Message(phone, text, code, clock.instant())));
    }
}
