package dev.tintype.operation.jobwork;

import java.util.concurrent.atomic.AtomicLong;

import dev.tintype.operation.job.JobRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The meters of jobs.
 */
@Component
class JobMeters {

	private final AtomicLong queued = new AtomicLong();

	private final AtomicLong running = new AtomicLong();

	private final Counter takenOver;

	private final JobRepository jobs;

	JobMeters(MeterRegistry registry, JobRepository jobs) {
		this.jobs = jobs;
		registry.gauge("tintype.jobs.queued", this.queued);
		registry.gauge("tintype.jobs.running", this.running);
		this.takenOver = registry.counter("tintype.jobs.taken.over");
	}

	/**
	 * Counts the jobs that wait for any instance.
	 */
	Mono<Long> refresh() {
		return this.jobs.countQueued().doOnNext(this.queued::set);
	}

	/** A job of this instance has started. */
	void started() {
		this.running.incrementAndGet();
	}

	/** A job of this instance has ended. */
	void ended() {
		this.running.decrementAndGet();
	}

	/** This instance has taken a job over from one that did not hand it back. */
	void tookOver() {
		this.takenOver.increment();
	}

}
