package market.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: nobody chooses the address that limits are counted under. */
final class FindingTheClientTest {

    private static final InetAddress BALANCER = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.7");

    @Test
    void a_header_from_anybody_counts_for_nothing_when_no_proxy_is_trusted() {
        assertThat(new ClientAddresses("").of(STRANGER, List.of("198.51.100.1")))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void a_trusted_proxy_tells_who_called_it() {
        assertThat(new ClientAddresses("10.0.0.0/8").of(BALANCER, List.of("198.51.100.1")))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void what_the_client_itself_wrote_into_the_header_is_passed_over() {
        assertThat(new ClientAddresses("10.0.0.0/8").of(BALANCER, List.of("1.1.1.1, 198.51.100.1", "10.9.9.9")))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void nonsense_in_the_header_ends_the_way_back() {
        assertThat(new ClientAddresses("10.0.0.0/8").of(BALANCER, List.of("198.51.100.1, unknown")))
                .isEqualTo("10.1.2.3");
    }

    @Test
    void networks_end_at_their_last_bit() {
        var addresses = new ClientAddresses("10.1.2.0/23, 2001:db8::/32");

        assertThat(addresses.of(InetAddress.ofLiteral("10.1.3.255"), List.of("1.1.1.1")))
                .isEqualTo("1.1.1.1");
        assertThat(addresses.of(InetAddress.ofLiteral("10.1.4.0"), List.of("1.1.1.1")))
                .isEqualTo("10.1.4.0");
        assertThat(addresses.of(InetAddress.ofLiteral("2001:db8::1"), List.of("1.1.1.1")))
                .isEqualTo("1.1.1.1");
    }

    @Test
    void a_setting_that_is_no_network_stops_the_start() {
        assertThatThrownBy(() -> new ClientAddresses("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }
}
