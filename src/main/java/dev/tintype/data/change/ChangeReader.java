package dev.tintype.data.change;

import java.time.Duration;

import dev.tintype.data.sql.Announcements;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * The one reader of changes of this instance. It reads after each signal and every 2 s.
 */
@Component
@ServiceOnly
class ChangeReader implements SmartLifecycle, Announcements.Listener {

	private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);

	private static final Duration POLL = Duration.ofSeconds(2);

	/** The shortest time between two reads, and so between two announcements. */
	private static final Duration PAUSE = Duration.ofMillis(200);

	/**
	 * After a signal it reads so many times until it finds a change. On PostgreSQL a
	 * change waits for all older transactions that write.
	 */
	private static final int SOON = 10;

	private final ChangeFeed feed;

	private final ChangeSignals signals;

	private final Announcements announcements;

	private Disposable listening = Disposables.disposed();

	private Disposable reading = Disposables.disposed();

	private boolean failing;

	ChangeReader(ChangeFeed feed, ChangeSignals signals, Announcements announcements) {
		this.feed = feed;
		this.signals = signals;
		this.announcements = announcements;
	}

	@Override
	public void start() {
		this.listening = this.announcements.listen(ChangeSignals.CHANNEL, this);
		this.reading = Flux.merge(this.signals.all(), Flux.interval(Duration.ZERO, POLL).map((tick) -> false))
			.onBackpressureLatest()
			.concatMap((isSignal) -> round(isSignal).onErrorResume(this::tell).then(Mono.delay(PAUSE)), 1)
			.subscribe();
	}

	private Mono<Boolean> round(boolean isSignal) {
		Mono<Boolean> read = this.signals.announce().then(this.feed.read());
		Mono<Boolean> reads = isSignal
				? read.filter(Boolean::booleanValue).repeatWhenEmpty((empty) -> empty.take(SOON).delayElements(PAUSE))
				: read;
		return reads.doOnSuccess((done) -> this.failing = false);
	}

	// Once per outage of the database, not at each round.
	private Mono<Boolean> tell(Throwable failure) {
		if (!this.failing) {
			this.failing = true;
			LOG.warn("Reading the feed of changes failed; it is retried every {}: {}", POLL,
					NestedExceptionUtils.getMostSpecificCause(failure).toString());
		}
		return Mono.empty();
	}

	@Override
	public void connected() {
		this.signals.wake();
	}

	@Override
	public void heard(String text) {
		this.signals.wake();
	}

	@Override
	public void lost() {
		// From now on the poll finds the changes.
	}

	@Override
	public void stop() {
		this.listening.dispose();
		this.reading.dispose();
	}

	@Override
	public boolean isRunning() {
		return !this.reading.isDisposed();
	}

}
