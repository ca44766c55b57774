package dev.tintype.web.edge;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.web.http.Problems;
import jakarta.annotation.PostConstruct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Hooks;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Distinguishes clients that disconnect from faults of the service. If a client
 * disconnects while the service reads its body, the error often has no subscriber.
 * Reactor would log each one as a fault, with its stack trace.
 */
@Component
class HangUps {

	private static final Logger LOG = LoggerFactory.getLogger(HangUps.class);

	private static final int INTERNAL = HttpStatus.INTERNAL_SERVER_ERROR.value();

	/**
	 * Tells whether a request failed because its client disconnected. A
	 * {@link ClosedChannelException} alone is no proof, because the channel may be that
	 * of a file.
	 * @return false also if the database disconnected, because its driver wraps the error
	 */
	static boolean isHangUp(Throwable error, ServerHttpRequest request) {
		return isHangUp(error) && !(Exceptions.unwrapMultipleExcludingTracebacks(error)
			.stream()
			.map(Exceptions::unwrap)
			.anyMatch(ClosedChannelException.class::isInstance) && isConnected(request));
	}

	private static boolean isConnected(ServerHttpRequest request) {
		AtomicBoolean connected = new AtomicBoolean(true);
		if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest live) {
			live.withConnection((connection) -> connected.set(connection.channel().isActive()));
		}
		return connected.get();
	}

	/**
	 * Tells whether an error may mean that a client disconnected.
	 */
	private static boolean isHangUp(Throwable error) {
		// If several parts of a body are read, each may fail with such an error.
		List<Throwable> errors = Exceptions.unwrapMultipleExcludingTracebacks(error);
		return !errors.isEmpty() && errors.stream().map(Exceptions::unwrap).allMatch(HangUps::isOneHangUp);
	}

	// The hook stays for the rest of the process, because the server closes connections
	// after the beans are destroyed.
	@PostConstruct
	void quieten() {
		Hooks.resetOnErrorDropped();
		Hooks.onErrorDropped((error) -> {
			// The first failure of parallel work ends the request. A full disk or an
			// unreachable database makes the rest fail as well.
			if (isHangUp(error) || Problems.of(error).getStatusCode().value() != INTERNAL) {
				LOG.debug("The client disconnected, or has already received the problem", error);
			}
			else {
				LOG.error("An error occurred after the request had ended", error);
			}
		});
	}

	private static boolean isOneHangUp(Throwable error) {
		return error instanceof AbortedException || error instanceof ClosedChannelException
				|| (error instanceof IOException && DisconnectedClientHelper.isClientDisconnectedException(error));
	}

}
