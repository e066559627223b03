package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.kernel.LocalizedText;

/** Words that advertising law does not allow. Merchants are warned of them, not refused: people decide what a text means. */
@Singleton
public class ForbiddenClaims {

    /** A word that a text holds, and why it should not. */
    public record Claim(String word, LocalizedText reason) {

        public boolean isIn(LocalizedText text) {
            var english = text.en();
            return text.zh().contains(word) || (english != null && english.contains(word));
        }
    }

    private final JdbcOperations jdbc;

    ForbiddenClaims(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the words; empty for texts that hold none. */
    public List<Claim> in(LocalizedText text) {
        return list().stream().filter(claim -> claim.isIn(text)).toList();
    }

    /** All, in the order of the words. */
    @Transactional(readOnly = true)
    public List<Claim> list() {
        return jdbc.prepareStatement(
                "SELECT word, reason_zh, reason_en FROM catalog.forbidden_claim ORDER BY word", statement -> {
                    try (var rows = statement.executeQuery()) {
                        var claims = new ArrayList<Claim>();
                        while (rows.next()) {
                            claims.add(new Claim(
                                    rows.getString("word"),
                                    new LocalizedText(rows.getString("reason_zh"), rows.getString("reason_en"))));
                        }
                        return claims;
                    }
                });
    }
}
