package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.database.Instance;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobSettings;
import dev.tintype.operation.job.JobSignals;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Claims jobs and runs them, as long as the service runs. At its end it stops claiming,
 * lets each job finish its chunk, and hands the jobs back.
 */
@Component
@ServiceOnly
class JobWorker implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

	/** How long an instance skips a job that it cannot run. */
	private static final Duration SKIP = Duration.ofMinutes(1);

	/** How long a chunk may take after the shutdown has begun. */
	private static final Duration LAST_CHUNK = Duration.ofSeconds(10);

	private static final Duration LAST_STATEMENT = Duration.ofSeconds(5);

	private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

	private final String instance;

	private final Map<String, JobKind> kinds;

	private final JobClaims claims;

	private final JobFence fence;

	private final JobFiles files;

	private final JobSignals signals;

	private final JobMeters meters;

	private final JobSettings settings;

	private final Map<UUID, RunningJob> active = new ConcurrentHashMap<>();

	private final Map<UUID, Instant> skipped = new ConcurrentHashMap<>();

	/**
	 * Whether the last attempt met an obstacle. The next claim then passes over the jobs
	 * that met one before. So they delay other jobs by one attempt, however many they
	 * are, and yet every other claim takes one of them.
	 */
	private final AtomicBoolean obstructed = new AtomicBoolean();

	private final Sinks.Empty<Void> stopping = Sinks.empty();

	private final Sinks.Empty<Void> stopped = Sinks.empty();

	private volatile boolean running;

	private volatile boolean failing;

	@Autowired
	JobWorker(ObjectProvider<JobKind> kinds, JobClaims claims, JobFence fence, JobFiles files, JobSignals signals,
			JobMeters meters, JobSettings settings, Instance instance) {
		this(kinds.stream().toList(), claims, fence, files, signals, meters, settings, instance);
	}

	JobWorker(List<JobKind> kinds, JobClaims claims, JobFence fence, JobFiles files, JobSignals signals,
			JobMeters meters, JobSettings settings, Instance instance) {
		this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
		this.claims = claims;
		this.fence = fence;
		this.files = files;
		this.signals = signals;
		this.meters = meters;
		this.settings = settings;
		this.instance = instance.id();
	}

	@Override
	public void start() {
		start(this.claims.expireOrphans());
	}

	/**
	 * Starts to claim jobs.
	 * @param before runs first, until it succeeds
	 */
	void start(Mono<?> before) {
		this.running = true;
		// Not cache() alone, which would repeat a failure for ever.
		Mono<?> first = before.cache((value) -> FOREVER, (failure) -> Duration.ZERO, () -> FOREVER);
		Flux.merge(Flux.interval(Duration.ZERO, this.settings.poll()), this.signals.all())
			.takeUntilOther(this.stopping.asMono())
			.onBackpressureLatest()
			// A claim that has begun is never cancelled: its job would be lost until the
			// lease expires.
			.concatMap((tick) -> first.then(poll(tick instanceof Long)).onErrorResume(this::tell), 1)
			.doFinally((signal) -> this.stopped.tryEmitEmpty())
			.subscribe();
	}

	private Mono<Void> poll(boolean regular) {
		Mono<?> chores = regular ? this.claims.interrupt().then(this.meters.refresh()) : Mono.empty();
		return chores.then(fill()).doOnSuccess((done) -> this.failing = false);
	}

	// Once per outage of the database, not at each poll.
	private Mono<Void> tell(Throwable failure) {
		if (!this.failing) {
			LOG.warn("Jobs cannot be claimed; it is retried every {}: {}", this.settings.poll(),
					NestedExceptionUtils.getMostSpecificCause(failure).toString());
		}
		this.failing = true;
		return Mono.empty();
	}

	private Mono<Void> fill() {
		return Mono.defer(() -> {
			if (this.active.size() >= this.settings.concurrency() || this.kinds.isEmpty()) {
				return Mono.empty();
			}
			return this.claims
				.claim(this.instance, this.kinds.keySet(), skipped(), this.obstructed.getAndSet(false),
						this.settings.lease())
				.flatMap((job) -> {
					run(job);
					return fill();
				});
		});
	}

	private List<UUID> skipped() {
		Instant now = Instant.now();
		this.skipped.values().removeIf(now::isAfter);
		return List.copyOf(this.skipped.keySet());
	}

	private void run(OwnedJob owned) {
		JobKind kind = this.kinds.get(owned.kind());
		RunningJob job = new RunningJob(owned, Objects.requireNonNull(kind), this.claims, this.fence, this.files,
				this.signals.of(owned.id()), this.settings.lease());
		this.active.put(owned.id(), job);
		this.meters.started();
		if (!this.running) {
			job.handBack();
		}
		job.run(this.meters::tookOver, () -> skip(owned.id())).doFinally((signal) -> {
			this.active.remove(owned.id(), job);
			this.meters.ended();
			this.signals.send(owned.id());
		}).subscribe();
	}

	private void skip(UUID id) {
		this.skipped.put(id, Instant.now().plus(SKIP));
		this.obstructed.set(true);
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.stopping.tryEmitEmpty();
		this.active.values().forEach(RunningJob::handBack);
		this.stopped.asMono()
			.timeout(LAST_STATEMENT, Mono.empty())
			.then(ended(LAST_CHUNK))
			.then(Mono.fromRunnable(() -> this.active.values().forEach(RunningJob::abandon)))
			.then(ended(LAST_STATEMENT))
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	private Mono<Void> ended(Duration patience) {
		return Flux.interval(Duration.ZERO, Duration.ofMillis(20))
			.takeUntil((tick) -> this.active.isEmpty())
			.take(patience)
			.then();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * The id of this instance.
	 */
	String instance() {
		return this.instance;
	}

	/**
	 * The jobs that this instance runs.
	 */
	int active() {
		return this.active.size();
	}

}
