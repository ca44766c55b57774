package dev.tintype.web.security;

import java.util.Objects;

import dev.tintype.support.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.reactive.GenericReactiveWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class ExposureCheckTests {

	private static final String DETAILS = "management.endpoint.health.show-details";

	@ParameterizedTest
	@ValueSource(strings = { "server.address=0.0.0.0", "server.address=::", "server.address=192.0.2.7",
			"server.address=::ffff:192.0.2.7", "server.address=fe80::1", "server.address=",
			"tintype.security.required=true", "tintype.server.allowed-hosts=photos.example",
			"tintype.server.allowed-hosts=localhost,photos.example" })
	void exposedServiceAsksForCredentialsAndHidesDetails(String setting) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			start(context, "server.address=127.0.0.1", setting, DETAILS + "=always");
			assertThat(Exposure.of(context.getEnvironment()).asksForCredentials()).isTrue();
			assertThat(context.getEnvironment().getProperty(DETAILS)).isEqualTo("never");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.address=127.0.0.1", "server.address=127.0.0.2", "server.address=127.255.1.1",
			"server.address=::1", "server.address=::ffff:127.0.0.1", "server.address=localhost",
			"tintype.server.allowed-hosts=localhost,app.localhost,127.0.0.9", "management.server.address=0.0.0.0" })
	void loopbackAsksNobody(String setting, CapturedOutput output) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			start(context, "server.address=127.0.0.1", setting, DETAILS + "=always");
			assertThat(Exposure.of(context.getEnvironment()).exposed()).isFalse();
			assertThat(context.getEnvironment().getProperty(DETAILS)).isEqualTo("always");
		}
		assertThat(output).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.server.address=0.0.0.0", "management.server.address=" })
	void actuatorOnSeparatePortExposesService(String address) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			start(context, "server.address=127.0.0.1", "management.server.port=8081", address);
			Exposure.Reach reach = Objects.requireNonNull(Exposure.of(context.getEnvironment()).reach());
			assertThat(reach.server()).isEqualTo("Actuator");
		}
	}

	@Test
	void acceptedExposureIsLogged(CapturedOutput output) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			start(context, "server.address=0.0.0.0", "tintype.security.insecure=true");
			assertThat(Exposure.of(context.getEnvironment()).asksForCredentials()).isFalse();
		}
		assertThat(output.getAll().lines()).singleElement()
			.asString()
			.contains("WARN", "Tintype listens on 0.0.0.0 and asks nobody for credentials");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "app.example", "https://app.example/", "https://*.example", "null" })
	void originThatIsNotExactIsRefused(String origin) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			assertThatExceptionOfType(StartException.class)
				.isThrownBy(() -> start(context, "tintype.security.allowed-origins=" + origin))
				.withMessageContaining("exact origins")
				.withMessageEndingWith(origin);
		}
	}

	@Test
	void commandOpensNoPort(CapturedOutput output) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			start(context, "server.address=0.0.0.0", "tintype.security.insecure=true");
		}
		assertThat(output).isEmpty();
	}

	private static void start(ConfigurableApplicationContext context, String... settings) {
		TestPropertyValues.of(settings).applyTo(context);
		new ExposureCheck().initialize(context);
	}

}
