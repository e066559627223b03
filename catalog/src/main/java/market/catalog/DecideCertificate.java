package market.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator says what became of a certificate.
 *
 * @param state never {@code SUBMITTED}
 * @param reason required unless it is verified
 */
public record DecideCertificate(
        UUID certificate, CertificateState state, @Nullable String reason, int expectedVersion, UUID person) {}
