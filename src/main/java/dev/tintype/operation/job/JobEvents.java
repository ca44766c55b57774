package dev.tintype.operation.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Repository;

/**
 * Writes the events of jobs. Each caller has updated the row of the job in the same
 * transaction. That lock makes the numbers of a job's events consecutive.
 */
@Repository
public class JobEvents {

	private static final String APPEND = """
			/* appendJobEvents */
			INSERT INTO job_events (job_id, seq, type, data, created_at)
			SELECT CAST(:id AS UUID), e.place + (SELECT COALESCE(MAX(s.seq), 0) FROM job_events s WHERE s.job_id = :id),
			  e.type, %s, CURRENT_TIMESTAMP
			FROM unnest(CAST(:places AS BIGINT ARRAY), CAST(:types AS VARCHAR ARRAY), CAST(:data AS VARCHAR ARRAY))
			  AS e(place, type, data)
			""";

	/** Only progress is dropped, so states and faults keep their numbers. */
	private static final String TRIM = """
			/* trimJobEvents */
			DELETE FROM job_events WHERE job_id = :id AND type = 'progress' AND seq < (
			  SELECT MIN(k.seq) FROM (SELECT p.seq FROM job_events p WHERE p.job_id = :id AND p.type = 'progress'
			    ORDER BY p.seq DESC LIMIT 100) k)
			""";

	private static final String PAST = """
			/* pastJobEvents */
			SELECT (SELECT count(*) FROM job_events f WHERE f.job_id = :id AND f.type = 'fault'),
			  (SELECT CAST(s.data AS VARCHAR) FROM job_events s WHERE s.job_id = :id AND s.type = 'state' ORDER BY s.seq DESC LIMIT 1)
			""";

	private final Statements statements;

	private final String append;

	JobEvents(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.append = APPEND.formatted(dialect.choose("e.data FORMAT JSON", "CAST(e.data AS JSONB)"));
	}

	/**
	 * Appends events.
	 * @param events in order
	 * @return completes when it is done
	 */
	public Mono<Void> append(UUID job, List<Event> events) {
		if (events.isEmpty()) {
			return Mono.empty();
		}
		return this.statements.sql(this.append)
			.bind("id", job)
			.bind("places", LongStream.rangeClosed(1, events.size()).boxed().toArray(Long[]::new))
			.bind("types", events.stream().map(Event::type).toArray(String[]::new))
			.bind("data",
					events.stream().map((event) -> Json.MAPPER.writeValueAsString(event.data())).toArray(String[]::new))
			.then();
	}

	/**
	 * Deletes all progress events but the last hundred.
	 * @return completes when it is done
	 */
	public Mono<Void> trim(UUID job) {
		return this.statements.sql(TRIM).bind("id", job).then();
	}

	/**
	 * Reads what earlier attempts have left.
	 * @return exactly one value
	 */
	public Mono<Past> past(UUID job) {
		return this.statements.sql(PAST).bind("id", job).one((row) -> {
			String state = row.get(1, String.class);
			JsonNode data = (state != null) ? Json.MAPPER.readTree(state) : Json.MAPPER.createObjectNode();
			return new Past(Columns.get(row, 0, Long.class).intValue(), data.path("state").asString(""),
					data.path("message").asString(""));
		});
	}

	/**
	 * What earlier attempts have left.
	 *
	 * @param faults the number of stored faults
	 * @param state the word of the last state event, empty if there is none
	 * @param message the message of that event, empty if it has none
	 */
	public record Past(int faults, String state, String message) {
	}

	/**
	 * An event to append.
	 *
	 * @param type {@code state}, {@code progress} or {@code fault}
	 * @param data written as a JSON object
	 */
	public record Event(String type, Map<String, ?> data) {

		/**
		 * Describes a new state.
		 * @param message why the job has it, null if there is nothing to say
		 * @param progress the progress event with the counters
		 * @return the event
		 */
		public static Event state(JobState state, @Nullable String message, Event progress) {
			Map<String, @Nullable Object> data = new LinkedHashMap<>();
			data.put("state", state.word());
			data.putAll(progress.data());
			data.put("message", message);
			return new Event("state", data);
		}

		/**
		 * Describes progress.
		 * @param total the number of all items, null if it is not known
		 * @return the event
		 */
		public static Event progress(long done, long failed, @Nullable Long total) {
			Map<String, @Nullable Object> data = new LinkedHashMap<>();
			data.put("done", done);
			data.put("failed", failed);
			data.put("total", total);
			return new Event("progress", data);
		}

		/**
		 * Describes a fault.
		 * @return the event
		 */
		public static Event fault(JobFault fault) {
			return new Event("fault", Map.of("item", fault.item(), "detail", fault.detail()));
		}

	}

}
