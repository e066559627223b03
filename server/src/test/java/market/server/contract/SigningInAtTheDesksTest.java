package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in where everything else needs a credential, and get no further than their role. */
final class SigningInAtTheDesksTest {

    private static final String SIGN_IN = """
            mutation SignIn($input: StaffSignInInput!) {
              staffSignIn(input: $input) {
                session { token person { name role phone } } userErrors { code message retryAfterSeconds }
              }
            }""";

    @TempDir
    private static Path folder;

    private static TestEngine engine;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static JsonNode account(String role) {
        var accounts =
                Client.guest(engine).at("/dev/accounts.json").send("GET", null).json();
        return StreamSupport.stream(accounts.at("/accounts").spliterator(), false)
                .filter(each -> each.at("/role").asText().equals(role))
                .findFirst()
                .orElseThrow();
    }

    private static Client desk(String role) {
        return Client.guest(engine).at(account(role).at("/endpoint").asText()).with("Accept", Client.GRAPHQL_JSON);
    }

    private static Map<String, Object> proof(String role, String password) {
        return Map.of(
                "input", Map.of("phone", account(role).at("/phone").asText(), "role", role, "password", password));
    }

    private static String token(String role) {
        var password = account(role).at("/password").asText();
        var session = desk(role).data(SIGN_IN, proof(role, password)).at("/staffSignIn/session");
        assertThat(session.at("/person/role").asText()).isEqualTo(role);
        return session.at("/token").asText();
    }

    @Test
    void people_sign_in_and_do_what_their_role_does_until_they_sign_out() {
        var questions = Map.of(
                "OWNER", "{ merchant { code } }",
                "CURATOR", "{ pavilion { handle } }",
                "OPERATOR", "{ merchants(first: 1) { edges { node { code } } } }");
        questions.forEach((role, question) -> {
            var person = desk(role).with("Authorization", "Bearer " + token(role));
            assertThat(person.ask(question).status()).as(role).isEqualTo(200);
            assertThat(person.data("{ staffMember { role } staffSessions { id isCurrent } }", Map.of())
                            .at("/staffMember/role")
                            .asText())
                    .isEqualTo(role);
            person.data("mutation { staffSignOut { person { name } userErrors { code } } }", Map.of());
            assertThat(person.ask(question).status()).isEqualTo(401);
        });
    }

    @Test
    void a_role_reaches_no_further_than_itself() {
        var owner = token("OWNER");
        assertThat(desk("OPERATOR")
                        .with("Authorization", "Bearer " + owner)
                        .ask("{ staffMember { name } }")
                        .status())
                .isEqualTo(401);
        assertThat(Client.guest(engine)
                        .with("Authorization", "Bearer " + owner)
                        .ask("{ me { phone } }")
                        .status())
                .isEqualTo(401);
        var curator = desk("CURATOR").with("Authorization", "Bearer " + token("CURATOR"));
        assertThat(curator.ask("{ merchant { code } }").code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void whoever_shows_no_credential_may_sign_in_and_nothing_else() {
        for (var role : List.of("OWNER", "OPERATOR")) {
            for (var document : List.of(
                    "{ __typename }",
                    "{ __schema { types { name } } }",
                    "{ staffMember { name } }",
                    "{ no such thing }",
                    "{",
                    "mutation { staffSignOut { person { name } } }",
                    "mutation { passwordSet(input: { current: \"a\", replacement: \"b\" }) { userErrors { code } } }",
                    "mutation { staffSignIn(input: { phone: \"1\", password: \"2\" }) { nonsense } }")) {
                var reply = desk(role).ask(document);
                assertThat(reply.status()).as(document + " " + reply).isEqualTo(401);
                assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
            }
            var wrong = desk(role).data(SIGN_IN, proof(role, "not the password"));
            assertThat(wrong.at("/staffSignIn/session").isNull()).isTrue();
            assertThat(wrong.at("/staffSignIn/userErrors/0/code").asText()).isEqualTo("WRONG_CREDENTIALS");
        }
    }

    @Test
    void a_programs_key_has_no_password_and_no_sessions() {
        var key = Client.staff(engine, "MERCHANT");
        var reply = key.ask("{ staffMember { name } }");
        assertThat(reply.code()).isEqualTo("FORBIDDEN");
    }
}
