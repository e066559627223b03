package market.cart;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The codes that would have gone out as text messages, for developers to read; stays empty in production. */
@Singleton
public class DevelopmentOutbox {

    /** A message that was not really sent. */
    public record Message(String phone, String text, String code, Instant at) {}

    /** Newest first, at most a hundred. */
    public List<Message> list() {
        throw new UnsupportedOperationException();
    }
}
