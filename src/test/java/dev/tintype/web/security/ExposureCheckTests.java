package dev.tintype.web.security;

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

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "::", "192.0.2.7", "::ffff:192.0.2.7", "fe80::1", "" })
	void addressThatOthersReachIsRefused(String address) {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> start("server.address=" + address))
			.withMessageContaining("Tintype listens on ")
			.withMessageContaining("set SERVER_ADDRESS=127.0.0.1, or set TINTYPE_SECURITY_INSECURE=true");
	}

	@Test
	void allAddressesAreRefused() {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> start())
			.withMessageStartingWith("Tintype listens on all addresses, where others reach it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.0.0.2", "127.255.1.1", "::1", "::ffff:127.0.0.1", "localhost" })
	void loopbackIsAccepted(String address, CapturedOutput output) {
		start("server.address=" + address);
		assertThat(output).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.server.address=0.0.0.0", "management.server.address=" })
	void actuatorOnSeparatePortIsRefusedIfOthersReachIt(String address) {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> start("server.address=127.0.0.1", "management.server.port=8081", address))
			.withMessageContaining("Actuator listens on ")
			.withMessageContaining("set management.server.address=127.0.0.1, or ");
	}

	@Test
	void actuatorOnLoopbackOrWithoutSeparatePortIsAccepted(CapturedOutput output) {
		start("server.address=127.0.0.1", "management.server.port=8081", "management.server.address=::1");
		start("server.address=127.0.0.1", "management.server.port=8080", "management.server.address=0.0.0.0");
		start("server.address=127.0.0.1", "management.server.port=-1", "management.server.address=0.0.0.0");
		assertThat(output).isEmpty();
	}

	@Test
	void acceptedExposureIsLogged(CapturedOutput output) {
		start("server.address=0.0.0.0", "tintype.security.insecure=true");
		assertThat(output.getAll().lines()).singleElement()
			.asString()
			.contains("WARN", "Tintype listens on 0.0.0.0 and asks nobody for credentials");
	}

	@Test
	void commandOpensNoPort() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			start(context, "server.address=0.0.0.0");
		}
	}

	private static void start(String... settings) {
		try (GenericReactiveWebApplicationContext context = new GenericReactiveWebApplicationContext()) {
			start(context, settings);
		}
	}

	private static void start(ConfigurableApplicationContext context, String... settings) {
		TestPropertyValues.of(settings).applyTo(context);
		new ExposureCheck().initialize(context);
	}

}
