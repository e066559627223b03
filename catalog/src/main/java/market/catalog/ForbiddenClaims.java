package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private static final int CLAIMS_MAX = 1_000;
    private static final int WORD_LENGTH_MIN = 2;
    private static final int WORD_LENGTH_MAX = 30;

    private final JdbcOperations jdbc;

    ForbiddenClaims(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the words; empty for texts that hold none. */
    public List<Claim> in(LocalizedText text) {
        return list().stream().filter(claim -> claim.isIn(text)).toList();
    }

    /** Makes a word known, or renews what is said of it; texts are looked through for it from now on, by every copy. */
    @Transactional
    public SetRecordOutcome<Claim> set(Claim wanted, UUID person) {
        var length = wanted.word().codePointCount(0, wanted.word().length());
        if (length < WORD_LENGTH_MIN || length > WORD_LENGTH_MAX) {
            return invalid(
                    "须为 " + WORD_LENGTH_MIN + " 至 " + WORD_LENGTH_MAX + " 个字符",
                    "must have " + WORD_LENGTH_MIN + " to " + WORD_LENGTH_MAX + " characters");
        }
        var known = list();
        if (known.size() >= CLAIMS_MAX
                && known.stream().noneMatch(claim -> claim.word().equals(wanted.word()))) {
            return invalid("最多 " + CLAIMS_MAX + " 个词", "there are at most " + CLAIMS_MAX + " words");
        }
        jdbc.prepareStatement("""
                INSERT INTO catalog.forbidden_claim (word, reason_zh, reason_en, changed_by)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (word) DO UPDATE
                   SET reason_zh = excluded.reason_zh, reason_en = excluded.reason_en, changed_by = excluded.changed_by
                """, statement -> {
            statement.setString(1, wanted.word());
            statement.setString(2, wanted.reason().zh());
            statement.setString(3, wanted.reason().en());
            statement.setObject(4, person);
            return statement.executeUpdate();
        });
        return new SetRecordOutcome.Set<>(wanted);
    }

    /** False when nobody knew the word. */
    @Transactional
    public boolean remove(String word) {
        return jdbc.prepareStatement("DELETE FROM catalog.forbidden_claim WHERE word = ?", statement -> {
            statement.setString(1, word);
            return statement.executeUpdate() == 1;
        });
    }

    private static SetRecordOutcome<Claim> invalid(String zh, String en) {
        return new SetRecordOutcome.Invalid<>(List.of(new TypeFault("word", zh, en)));
    }

    /** All, in the order of the words. Never remembered, so that a new word counts at once on every copy. */
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
