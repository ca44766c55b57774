package dev.tintype.web.body;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Checks all bodies that are being read at regular intervals, because a timer for each
 * body would cost as much as a small body.
 */
@Component
@ServiceOnly
class BodyClock extends Recurring {

	/** How many times it checks a body within one window. */
	private static final int LOOKS = 10;

	private static final long LONGEST_MILLIS = 1_000;

	private final Set<WatchedBody> bodies;

	@Autowired
	BodyClock(BodySettings limits) {
		this(limits, ConcurrentHashMap.newKeySet());
	}

	private BodyClock(BodySettings limits, Set<WatchedBody> bodies) {
		super("The watch over request bodies", interval(limits.window()),
				() -> Mono.fromRunnable(() -> bodies.forEach(WatchedBody::check)));
		this.bodies = bodies;
	}

	void add(WatchedBody body) {
		this.bodies.add(body);
	}

	void remove(WatchedBody body) {
		this.bodies.remove(body);
	}

	private static Duration interval(Duration window) {
		return Duration.ofMillis(Math.max(1, Math.min(LONGEST_MILLIS, window.toMillis() / LOOKS)));
	}

}
