package market.merchants;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** The people behind the desks. */
@Singleton
public class Staff {

    private static final int LIST_MAX = 1_000;

    private final JdbcOperations jdbc;
    private final Ids ids;

    Staff(JdbcOperations jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Admits a person, or renews name and role, found by phone and role; returns the person's id. */
    @Transactional
    public UUID admit(
            @Nullable MerchantId merchant, @Nullable String pavilion, String phone, String name, StaffRole role) {
        return jdbc.prepareStatement("""
                INSERT INTO merchants.staff (id, merchant_id, pavilion, phone, name, role)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (phone, role) DO UPDATE
                   SET name = excluded.name, merchant_id = excluded.merchant_id, pavilion = excluded.pavilion
                RETURNING id
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, merchant == null ? null : merchant.value());
            statement.setString(3, pavilion);
            statement.setString(4, phone);
            statement.setString(5, name);
            statement.setString(6, role.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject("id", UUID.class);
            }
        });
    }

    /** Everybody, at most a thousand: small by nature, for the operator and for development. */
    @Transactional
    public List<StaffMember> list() {
        return jdbc.prepareStatement("""
                SELECT id, merchant_id, pavilion, phone, name, role
                  FROM merchants.staff
                 ORDER BY role, phone
                 LIMIT ?
                """, statement -> {
            statement.setInt(1, LIST_MAX);
            try (var rows = statement.executeQuery()) {
                var people = new ArrayList<StaffMember>();
                while (rows.next()) {
                    people.add(read(rows));
                }
                return people;
            }
        });
    }

    private static StaffMember read(ResultSet rows) throws SQLException {
        var merchant = rows.getObject("merchant_id", UUID.class);
        return new StaffMember(
                rows.getObject("id", UUID.class),
                merchant == null ? null : new MerchantId(merchant),
                rows.getString("pavilion"),
                rows.getString("phone"),
                rows.getString("name"),
                StaffRole.valueOf(rows.getString("role")));
    }
}
