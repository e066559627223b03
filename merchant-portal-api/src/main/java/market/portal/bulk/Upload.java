package market.portal.bulk;

import java.time.Instant;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A file that a merchant sends.
 *
 * @param wantedSha256 what it must hash to; null when the merchant did not say
 * @param attempt names the parts of the file that came in whole; null while none did
 */
public record Upload(
        UUID id,
        MerchantId merchant,
        String fileName,
        @Nullable String wantedSha256,
        @Nullable UUID attempt,
        @Nullable Long bytes,
        @Nullable String sha256,
        Instant expiresAt) {}
