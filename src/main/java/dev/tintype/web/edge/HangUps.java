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
 * Tells clients that hang up from faults of the service. When one hangs up while its body
 * is still read, the error often finds no subscriber left; Reactor would log each as a
 * fault, with its stack.
 */
@Component
class HangUps {

	private static final Logger LOG = LoggerFactory.getLogger(HangUps.class);

	private static final int INTERNAL = HttpStatus.INTERNAL_SERVER_ERROR.value();

	/**
	 * Tells whether a request failed since its client has gone. A closed channel alone
	 * does not say so: it may be a file's.
	 * @return whether it did; a database that hung up comes wrapped in an exception of
	 * its driver, and is none
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
	 * Tells whether an error may say that a client has gone.
	 * @return whether it may
	 */
	private static boolean isHangUp(Throwable error) {
		// Where several parts of a body are read, each may bring the same news.
		List<Throwable> errors = Exceptions.unwrapMultipleExcludingTracebacks(error);
		return !errors.isEmpty() && errors.stream().map(Exceptions::unwrap).allMatch(HangUps::isOneHangUp);
	}

	// For the rest of the process: the server closes connections after the beans are
	// gone.
	@PostConstruct
	void quieten() {
		Hooks.resetOnErrorDropped();
		Hooks.onErrorDropped((error) -> {
			// Of work that runs side by side, the first that fails ends the request; a
			// full
			// disk or a database that is away makes the rest fail as well.
			if (isHangUp(error) || Problems.of(error).getStatusCode().value() != INTERNAL) {
				LOG.debug("The client is gone, or was told already what is wrong", error);
			}
			else {
				LOG.error("An error came after the end", error);
			}
		});
	}

	private static boolean isOneHangUp(Throwable error) {
		return error instanceof AbortedException || error instanceof ClosedChannelException
				|| (error instanceof IOException && DisconnectedClientHelper.isClientDisconnectedException(error));
	}

}
