package market.cart;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers sign-in codes. No provider of text messages is connected: outside production a code goes to the log and to the
 * {@link DevelopmentOutbox}, in production it goes nowhere and nobody can ask for one.
 */
@Singleton
class CodeSender {

    private static final Logger LOG = LoggerFactory.getLogger(CodeSender.class);

    private final boolean production;
    private final DevelopmentOutbox developmentOutbox;

    CodeSender(@Value("${market.production:false}") boolean production, DevelopmentOutbox developmentOutbox) {
        this.production = production;
        this.developmentOutbox = developmentOutbox;
    }

    boolean canSend() {
        return !production;
    }

    void send(String phone, String code) {
        if (!canSend()) {
            throw new IllegalStateException("Nothing can deliver codes in production");
        }
        LOG.info("Sign-in code for {}: {}", phone, code);
        developmentOutbox.append(phone, code);
    }
}
