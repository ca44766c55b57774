package dev.tintype.security.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import dev.tintype.support.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientAddressesTests {

	private final ClientAddresses addresses = new ClientAddresses(
			new ProxySettings(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32")));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "203.0.113.9 | 1.2.3.4 | 203.0.113.9", "10.1.2.3 | 1.2.3.4 | 1.2.3.4", "10.1.2.3 | '' | 10.1.2.3",
					"10.1.2.3 | 9.9.9.9, 1.2.3.4 | 1.2.3.4", "10.1.2.3 | 9.9.9.9, 1.2.3.4, 192.0.2.1 | 1.2.3.4",
					"10.1.2.3 | 9.9.9.9, junk, 192.0.2.1 | 192.0.2.1", "10.1.2.3 | localhost | 10.1.2.3",
					"10.1.2.3 | 10.9.9.9, 10.8.8.8 | 10.9.9.9", "10.1.2.3 | 1.2.3.4:5678 | 1.2.3.4",
					"10.1.2.3 | [2001:db9::1]:443 | 2001:db9:0:0:0:0:0:1",
					"2001:db8::5 | 2001:db9::1 | 2001:db9:0:0:0:0:0:1", "::ffff:10.1.2.3 | 1.2.3.4 | 1.2.3.4",
					"192.0.2.2 | 1.2.3.4 | 192.0.2.2" })
	void onlyTrustedProxyNamesClient(String connection, String forwarded, String client) throws UnknownHostException {
		MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/")
			.remoteAddress(new InetSocketAddress(InetAddress.getByName(connection), 1))
			.header("Forwarded", "for=8.8.8.8")
			.header("X-Real-IP", "8.8.8.8");
		if (!forwarded.isEmpty()) {
			request.header("X-Forwarded-For", forwarded);
		}
		assertThat(this.addresses.of(request.build())).isEqualTo(InetAddress.getByName(client));
	}

	@Test
	void networkOfIpv6IsItsFirstHalf() throws UnknownHostException {
		assertThat(ClientAddresses.network(InetAddress.getByName("2001:db8:1:2:3:4:5:6")))
			.isEqualTo(ClientAddresses.network(InetAddress.getByName("2001:db8:1:2::9")))
			.isNotEqualTo(ClientAddresses.network(InetAddress.getByName("2001:db8:1:3::9")));
		assertThat(ClientAddresses.network(InetAddress.getByName("1.2.3.4"))).isEqualTo("1.2.3.4");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.0/33", "10.0.0/8", "proxy.example", "10.0.0.0/-1", "::/129", "", "256.0.0.1" })
	void rangeThatIsNoneIsRefused(String range) {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> new ClientAddresses(new ProxySettings(List.of(range))));
	}

}
