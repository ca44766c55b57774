package dev.tintype.idempotency;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deletes the answers that are no longer valid, once an hour.
 */
@Component
class AnswerCleanup implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(AnswerCleanup.class);

	private static final Duration EVERY = Duration.ofHours(1);

	private final AnswerRepository answers;

	private Disposable running = Disposables.disposed();

	AnswerCleanup(AnswerRepository answers) {
		this.answers = answers;
	}

	@Override
	public void start() {
		this.running = Flux.interval(EVERY)
			.onBackpressureDrop()
			.concatMap((tick) -> this.answers.deleteExpired().onErrorResume((ex) -> {
				LOG.warn("Answers that are no longer valid could not be deleted; they will be within the hour", ex);
				return Mono.empty();
			}), 1)
			.subscribe();
	}

	@Override
	public void stop() {
		this.running.dispose();
	}

	@Override
	public boolean isRunning() {
		return !this.running.isDisposed();
	}

}
