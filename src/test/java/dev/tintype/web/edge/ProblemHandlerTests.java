package dev.tintype.web.edge;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ProblemHandlerTests {

	private final ProblemHandler handler = new ProblemHandler(JsonMapper.shared());

	private final HttpServerResponse live = mock();

	private final MockServerHttpResponse response = new MockServerHttpResponse() {

		@Override
		@SuppressWarnings("unchecked")
		public <T> T getNativeResponse() {
			return (T) ProblemHandlerTests.this.live;
		}

	};

	private final ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/api/words"))
		.mutate()
		.response(this.response)
		.build();

	static Stream<Throwable> hangUps() {
		return Stream.of(new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
				new IOException("Broken pipe"), AbortedException.beforeSend(), Exceptions
					.multiple(AbortedException.beforeSend(), Exceptions.propagate(new IOException("Broken pipe"))));
	}

	@ParameterizedTest
	@MethodSource("hangUps")
	void disconnectedClientGetsNoResponse(Throwable error) {
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
	void faultOfServiceIsReported(Throwable error) {
		StepVerifier.create(this.handler.handle(this.exchange, error)).verifyComplete();

		assertThat(this.exchange.getResponse().isCommitted()).isTrue();
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "true, 500", "false, 400" })
	void closedChannelIsHangUpIfConnectionIsClosed(boolean connected, int status) {
		EmbeddedChannel channel = new EmbeddedChannel();
		if (!connected) {
			channel.close();
		}
		HttpServerRequest live = mock();
		given(live.withConnection(any())).willAnswer((call) -> {
			call.<Consumer<Connection>>getArgument(0).accept(Connection.from(channel));
			return live;
		});
		AbstractServerHttpRequest request = mock();
		given(request.getNativeRequest()).willReturn(live);
		given(request.getURI()).willReturn(URI.create("/api/words"));

		StepVerifier
			.create(this.handler.handle(this.exchange.mutate().request(request).build(), new ClosedChannelException()))
			.verifyComplete();

		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.valueOf(status));
	}

	@Test
	void requestWithResponseOfServerGetsNoSecondResponse() {
		given(this.live.hasSentHeaders()).willReturn(true);
		this.response.setStatusCode(HttpStatus.OK);

		StepVerifier.create(this.handler.handle(this.exchange, new IllegalStateException("already sent")))
			.verifyComplete();

		assertThat(this.response.isCommitted()).isFalse();
		assertThat(this.response.getStatusCode()).isNull();
	}

	@Test
	void committedResponseIsAborted() {
		this.exchange.getResponse().setComplete().block();
		given(this.live.hasSentHeaders()).willReturn(true);

		StepVerifier.create(this.handler.handle(this.exchange, new IOException("Broken pipe")))
			.verifyError(IOException.class);
	}

}
