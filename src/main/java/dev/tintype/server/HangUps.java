package dev.tintype.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Hooks;
import reactor.netty.channel.AbortedException;

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

	/**
	 * Tells whether an error says that the client has gone.
	 * @param error of a request
	 * @return whether it does; a database that hung up comes wrapped in an exception of
	 * its driver, and is none
	 */
	static boolean isHangUp(Throwable error) {
		// Where several parts of a body are read, each may bring the same news.
		List<Throwable> errors = Exceptions.unwrapMultipleExcludingTracebacks(error);
		return !errors.isEmpty() && errors.stream().map(Exceptions::unwrap).allMatch(HangUps::isOneHangUp);
	}

	@PostConstruct
	void quieten() {
		Hooks.resetOnErrorDropped();
		Hooks.onErrorDropped((error) -> {
			if (isHangUp(error)) {
				LOG.debug("The client is gone", error);
			}
			else {
				LOG.error("An error came after the end", error);
			}
		});
	}

	@PreDestroy
	void reset() {
		Hooks.resetOnErrorDropped();
	}

	private static boolean isOneHangUp(Throwable error) {
		return error instanceof AbortedException || error instanceof ClosedChannelException
				|| (error instanceof IOException && DisconnectedClientHelper.isClientDisconnectedException(error));
	}

}
