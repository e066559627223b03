package market.server.development;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import market.cart.Shoppers;
import market.merchants.CredentialOwner;
import market.merchants.Credentials;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.merchants.Staff;
import market.merchants.StaffAccess;
import market.merchants.StaffMember;
import market.merchants.StaffRole;
import market.server.StartRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * API keys that anybody on a development machine may know: made from names and a development secret, so that they stay the
 * same over restarts and can be written into examples.
 */
@Singleton
public class DevelopmentAccounts {

    private static final int MERCHANTS_MAX = 1_000;
    private static final int KEY_DIGITS = 32;
    private static final int PASSWORD_LENGTH = 23;

    /** One account as {@code /dev/accounts.json} shows it. */
    public record Account(
            String role,
            String name,
            @Nullable String merchantCode,
            @Nullable String pavilion,
            @Nullable String phone,
            @Nullable String company,
            @Nullable String apiKey,
            @Nullable String password,
            String endpoint) {}

    private final Credentials credentials;
    private final Merchants merchants;
    private final Staff staff;
    private final StaffAccess access;
    private final Shoppers shoppers;
    private final String secret;

    DevelopmentAccounts(
            Credentials credentials,
            Merchants merchants,
            Staff staff,
            StaffAccess access,
            Shoppers shoppers,
            @Value("${market.dev.secret:techan-development}") String secret) {
        this.credentials = credentials;
        this.merchants = merchants;
        this.staff = staff;
        this.access = access;
        this.shoppers = shoppers;
        this.secret = secret;
    }

    /** Registers the keys and a password for everybody who has none; repeating it changes nothing. */
    public void prepare() {
        access.setDevelopmentPassword(password());
        for (var merchant : merchants.list("", MERCHANTS_MAX)) {
            credentials.registerForDevelopment(
                    new CredentialOwner.OfMerchant(merchant.id()),
                    "development",
                    StaffRole.OWNER.scopes(),
                    key(merchant));
        }
        for (var person : staff.list()) {
            if (person.role() == StaffRole.CURATOR && person.pavilion() != null) {
                credentials.registerForDevelopment(
                        new CredentialOwner.OfCurator(person.id(), person.pavilion()),
                        "development",
                        StaffRole.CURATOR.scopes(),
                        key(person));
            } else if (person.role() == StaffRole.OPERATOR) {
                credentials.registerForDevelopment(
                        new CredentialOwner.OfOperator(person.id()),
                        "development",
                        StaffRole.OPERATOR.scopes(),
                        key(person));
            }
        }
    }

    /** Production does not start on a database that knows development keys. */
    public void requireNone() {
        if (credentials.hasLiveDevelopmentKeys()) {
            throw new StartRefusedException(
                    "Production mode refuses to start: the database holds API keys made for development");
        }
        if (access.hasDevelopmentPasswords()) {
            throw new StartRefusedException(
                    "Production mode refuses to start: the database holds passwords made for development");
        }
    }

    List<Account> list() {
        var accounts = new ArrayList<Account>();
        for (var merchant : merchants.list("", MERCHANTS_MAX)) {
            accounts.add(new Account(
                    "MERCHANT",
                    merchant.name().zh(),
                    merchant.code(),
                    null,
                    null,
                    null,
                    key(merchant),
                    null,
                    "/merchant/graphql"));
        }
        for (var person : staff.list()) {
            var isKnownByKey = person.role() == StaffRole.CURATOR || person.role() == StaffRole.OPERATOR;
            accounts.add(new Account(
                    person.role().name(),
                    person.name(),
                    null,
                    person.pavilion(),
                    person.phone(),
                    null,
                    isKnownByKey ? key(person) : null,
                    password(),
                    person.role().desk() == StaffRole.Desk.MERCHANT ? "/merchant/graphql" : "/operator/graphql"));
        }
        for (var trader : shoppers.traders()) {
            accounts.add(new Account(
                    "TRADER",
                    Objects.requireNonNullElse(trader.name(), ""),
                    null,
                    null,
                    trader.phone(),
                    trader.company(),
                    null,
                    null,
                    "/graphql"));
        }
        return accounts;
    }

    /** The same for all people, since it protects nothing. */
    public String password() {
        return key("password").substring(0, PASSWORD_LENGTH);
    }

    private String key(Merchant merchant) {
        return key("merchant " + merchant.code());
    }

    private String key(StaffMember person) {
        return key(person.role() + " " + person.phone());
    }

    private String key(String name) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var digest = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return Credentials.DEVELOPMENT_PREFIX
                    + HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
