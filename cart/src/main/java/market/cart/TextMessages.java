package market.cart;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers short texts to phones. No provider of text messages is connected: outside production a text goes to the {@link
 * DevelopmentOutbox}, in production nothing can be sent and what waits to be sent goes on waiting.
 */
@Singleton
public class TextMessages {

    private static final Logger LOG = LoggerFactory.getLogger(TextMessages.class);

    private final boolean production;
    private final DevelopmentOutbox developmentOutbox;

    TextMessages(@Value("${market.production:false}") boolean production, DevelopmentOutbox developmentOutbox) {
        this.production = production;
        this.developmentOutbox = developmentOutbox;
    }

    public boolean canSend() {
        return !production;
    }

    /** May be called twice for one message: whoever sends remembers what was sent. */
    public void send(String phone, String text) {
        if (!canSend()) {
            throw new IllegalStateException("Nothing can deliver texts in production");
        }
        LOG.info("A text message would go out now");
        developmentOutbox.appendText(phone, text);
    }
}
