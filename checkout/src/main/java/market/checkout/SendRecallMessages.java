package market.checkout;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import market.cart.TextMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells buyers of recalls: at least once, by whichever copy comes first, and again later what could not be sent. */
@Singleton
class SendRecallMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SendRecallMessages.class);
    private static final int MESSAGES_MAX = 100;
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    private final RecallMessageRepository messages;
    private final TextMessages texts;
    private final Clock clock;

    SendRecallMessages(RecallMessageRepository messages, TextMessages texts, Clock clock) {
        this.messages = messages;
        this.texts = texts;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${market.checkout.recall-messages-interval:1s}", initialDelay = "1s")
    void send() {
        if (!texts.canSend()) {
            return;
        }
        try {
            var now = clock.instant();
            var claimed = messages.claim(now, now.plus(AGAIN_AFTER), MESSAGES_MAX);
            (claimed.isEmpty() ? List.<RecallMessageRow>of() : messages.findAll(claimed)).forEach(this::send);
        } catch (RuntimeException e) {
            LOG.warn("Recall messages could not be sent; trying again at the next round: {}", e.getMessage());
        }
    }

    private void send(RecallMessageRow message) {
        try {
            texts.send(message.phone(), message.textZh());
            messages.sent(message.id(), clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("Recall message {} could not be sent; it is due again later", message.id(), e);
        }
    }
}
