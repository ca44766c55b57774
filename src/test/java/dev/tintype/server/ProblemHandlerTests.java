package dev.tintype.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemHandlerTests {

	private final ProblemHandler handler = new ProblemHandler(JsonMapper.shared());

	private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/api/words"));

	static Stream<Throwable> hangUps() {
		return Stream.of(new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
				new IOException("Broken pipe"), new ClosedChannelException(), AbortedException.beforeSend(), Exceptions
					.multiple(new ClosedChannelException(), Exceptions.propagate(new IOException("Broken pipe"))));
	}

	@ParameterizedTest
	@MethodSource("hangUps")
	void noOneAnswersClientThatHungUp(Throwable error) {
		StepVerifier.create(this.handler.handle(this.exchange, error)).verifyComplete();

		assertThat(this.exchange.getResponse().isCommitted()).isFalse();
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

	static Stream<Throwable> faults() {
		return Stream.of(new IOException("Input/output error"),
				Exceptions.multiple(new ClosedChannelException(), new IllegalStateException()));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void faultOfTheServiceIsAnswered(Throwable error) {
		StepVerifier.create(this.handler.handle(this.exchange, error)).verifyComplete();

		assertThat(this.exchange.getResponse().isCommitted()).isTrue();
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
	}

	@Test
	void committedAnswerIsBrokenOff() {
		this.exchange.getResponse().setComplete().block();

		StepVerifier.create(this.handler.handle(this.exchange, new IOException("Broken pipe")))
			.verifyError(IOException.class);
	}

}
