package dev.tintype.operation.job;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Streams the events of a job from the database, so that any instance can continue a
 * stream that another one has begun.
 */
@Component
class JobEventStream {

	private static final Duration POLL = Duration.ofSeconds(1);

	/** How often a stream without events shows that it is alive. */
	private static final Duration COMMENT = Duration.ofSeconds(15);

	private static final int PAGE = 500;

	private static final String HEADER = "Last-Event-ID";

	private static final String PARAMETER = "after";

	private static final Pattern NUMBER = Pattern.compile("[0-9]+");

	/** The digits of a number that a {@code long} may not hold. */
	private static final int LONGEST = 19;

	private static final NdjsonPage ALIVE = new NdjsonPage(":\n\n".getBytes(StandardCharsets.UTF_8), 0, null);

	/**
	 * One statement, so that the state is that of the events. The job has its own
	 * subquery, because H2 would otherwise count its events again for each event.
	 */
	private static final String READ = """
			/* readJobEvents */
			SELECT j.state, j.done, j.failed, j.total, j.message, j.last, j.number,
			  e.seq, e.type, CAST(e.data AS VARCHAR)
			FROM (SELECT o.job_id, o.state, o.done, o.failed, o.total, o.message,
			    (SELECT COALESCE(MAX(m.seq), 0) FROM job_events m WHERE m.job_id = o.job_id) AS last,
			    (SELECT count(*) FROM job_events c WHERE c.job_id = o.job_id AND c.seq > :after) AS number
			  FROM jobs o WHERE o.job_id = :id) j
			LEFT JOIN job_events e ON e.job_id = j.job_id AND e.seq > :after
			ORDER BY e.seq
			LIMIT %d
			""".formatted(PAGE);

	private final Statements statements;

	private final JobSignals signals;

	/**
	 * All streams poll at the same time, so that streams at the same place share one
	 * read.
	 */
	private final Flux<Long> ticks = Flux.interval(POLL).share();

	private final Map<Position, Mono<Read>> reading = new ConcurrentHashMap<>();

	JobEventStream(Statements statements, JobSignals signals) {
		this.statements = statements;
		this.signals = signals;
	}

	/**
	 * Responds with the events after a position, and with further ones until the job
	 * ends.
	 * @param request with {@code Last-Event-ID} or {@code after}, or neither
	 * @return 200; 204 if the job has ended and all its events were received, so that a
	 * browser does not connect again; a problem of type {@code NOT_FOUND}
	 */
	Mono<ServerResponse> answer(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_NDJSON);
		long after = after(request);
		return Requests.id(request)
			.flatMap((id) -> read(id, after).filter((read) -> after <= read.last())
				.switchIfEmpty(Mono.defer(() -> read(id, 0)))
				.switchIfEmpty(Requests.missing(id))
				.flatMap((first) -> answer(id, first, (after <= first.last()) ? after : 0, after, type)));
	}

	private Mono<ServerResponse> answer(UUID id, Read first, long from, long asked, MediaType type) {
		if (first.state().isEnded() && asked == first.last()) {
			return ServerResponse.noContent().build();
		}
		boolean isSse = type.equals(MediaType.TEXT_EVENT_STREAM);
		Place place = new Place(from);
		NdjsonPage begin = page(first, place, isSse, asked != from || first.count() < first.last() - from);
		Flux<NdjsonPage> further = Flux.deferContextual((context) -> {
			Shutdown shutdown = context.getOrDefault(Shutdown.class, null);
			return further(id, place, isSse, () -> shutdown != null && shutdown.hasBegun());
		});
		return Ndjson.progress(type, Flux.just(begin).concatWith(place.isEnded ? Flux.empty() : further));
	}

	// Ends at a shutdown, because another instance can continue the stream.
	private Flux<NdjsonPage> further(UUID id, Place place, boolean isSse, BooleanSupplier isShuttingDown) {
		return Mono.defer(() -> read(id, place.after))
			.switchIfEmpty(Mono.fromRunnable(place::end))
			.mapNotNull((read) -> next(read, place, isSse))
			.repeatWhen((rounds) -> rounds.takeUntil((round) -> place.isEnded || isShuttingDown.getAsBoolean())
				.concatMap((round) -> place.isFull ? Mono.just(round) : pause(id), 1))
			.takeUntil((page) -> place.isEnded);
	}

	private Mono<?> pause(UUID id) {
		return Flux.merge(this.ticks, this.signals.of(id)).next();
	}

	// The number belongs to another job if this one has not counted that far.
	private static long after(ServerRequest request) {
		String header = request.headers().firstHeader(HEADER);
		boolean isHeader = header != null && !header.isEmpty();
		String text = isHeader ? header : request.queryParam(PARAMETER).orElse("");
		if (text == null || text.isEmpty()) {
			return 0;
		}
		if (!NUMBER.matcher(text).matches()) {
			throw ProblemException.invalid(isHeader ? HEADER : PARAMETER, "must be the number of an event");
		}
		return (text.length() < LONGEST) ? Long.parseLong(text) : Long.MAX_VALUE;
	}

	private Mono<Read> read(UUID id, long after) {
		Position position = new Position(id, after);
		return Mono.defer(() -> this.reading.computeIfAbsent(position,
				(key) -> readNow(id, after).doOnTerminate(() -> this.reading.remove(key)).cache()));
	}

	private Mono<Read> readNow(UUID id, long after) {
		return this.statements.sql(READ)
			.bind("id", id)
			.bind("after", after)
			.<Row>all(Row::of)
			.collectList()
			.filter((rows) -> !rows.isEmpty())
			.map(Read::of);
	}

	private static @Nullable NdjsonPage next(Read read, Place place, boolean isSse) {
		if (!read.events().isEmpty()) {
			return page(read, place, isSse, false);
		}
		place.isFull = false;
		if (read.state().isEnded()) {
			place.end();
			return null;
		}
		if (System.nanoTime() - place.sent < COMMENT.toNanos()) {
			return null;
		}
		place.sent = System.nanoTime();
		return isSse ? ALIVE : null;
	}

	private static NdjsonPage page(Read read, Place place, boolean isSse, boolean withState) {
		List<Row> events = new ArrayList<>(read.events());
		if (withState) {
			events.add(0, read.current(place.after));
		}
		place.moveTo(read);
		if (events.isEmpty()) {
			return isSse ? ALIVE : NdjsonPage.EMPTY;
		}
		byte[] bytes = isSse ? sse(events) : Ndjson.lines(events.stream().map(Row::line).toList());
		return new NdjsonPage(bytes, events.size(), null);
	}

	private static byte[] sse(List<Row> events) {
		StringBuilder text = new StringBuilder();
		for (Row event : events) {
			text.append("id:").append(event.seq()).append("\nevent:").append(event.type()).append("\ndata:");
			text.append(event.data()).append("\n\n");
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Where one or several streams continue.
	 */
	private record Position(UUID id, long after) {
	}

	/**
	 * How far a stream has come.
	 */
	private static final class Place {

		private volatile long after;

		private volatile long sent = System.nanoTime();

		private volatile boolean isFull;

		private volatile boolean isEnded;

		Place(long after) {
			this.after = after;
		}

		/** Nothing more will come, also because the job was deleted. */
		void end() {
			this.isEnded = true;
		}

		void moveTo(Read read) {
			List<Row> events = read.events();
			this.after = events.isEmpty() ? this.after : events.get(events.size() - 1).seq();
			this.isFull = events.size() == PAGE;
			this.isEnded = !this.isFull && read.state().isEnded();
			this.sent = System.nanoTime();
		}

	}

	/**
	 * What one statement has read.
	 *
	 * @param last the number of the last event
	 * @param count the number of events after the position
	 * @param events the first of them
	 * @param counts the counters of the job, as of a progress event
	 */
	private record Read(JobState state, @Nullable String message, long last, long count, List<Row> events,
			JobEvents.Event counts) {

		static Read of(List<Row> rows) {
			Row first = rows.get(0);
			return new Read(first.state(), first.message(), first.last(), first.count(),
					rows.stream().filter((row) -> row.seq() > 0).toList(),
					JobEvents.Event.progress(first.done(), first.failed(), first.total()));
		}

		Row current(long number) {
			JobEvents.Event event = JobEvents.Event.state(this.state, this.message, this.counts);
			return new Row(this.state, 0, 0, null, null, 0, 0, number, event.type(),
					Json.MAPPER.writeValueAsString(event.data()));
		}

	}

	/**
	 * A row of the statement.
	 *
	 * @param seq the number of the event, 0 without an event
	 * @param data JSON in one line
	 */
	private record Row(JobState state, long done, long failed, @Nullable Long total, @Nullable String message,
			long last, long count, long seq, String type, String data) {

		static Row of(Readable row) {
			Long seq = row.get(7, Long.class);
			boolean is = seq != null;
			return new Row(JobState.of(Columns.get(row, 0, String.class)), Columns.get(row, 1, Long.class),
					Columns.get(row, 2, Long.class), row.get(3, Long.class), row.get(4, String.class),
					Columns.get(row, 5, Long.class), Columns.get(row, 6, Long.class), is ? seq : 0,
					is ? Columns.get(row, 8, String.class) : "",
					is ? Json.MAPPER.writeValueAsString(Json.MAPPER.readTree(Columns.get(row, 9, String.class))) : "");
		}

		Map<String, ?> line() {
			Map<String, Object> line = new LinkedHashMap<>();
			line.put("id", this.seq);
			line.put("event", this.type);
			line.put("data", Json.MAPPER.readTree(this.data));
			return line;
		}

	}

}
