package dev.tintype.operation.job;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.data.sql.Columns;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job.
 *
 * @param request what it does
 * @param principal who requested it, null without security
 * @param instance the instance that runs it, or ran it last
 * @param attempts the number of attempts since the last committed chunk
 * @param total the number of items, null if it is not known
 * @param done the number of items that succeeded
 * @param failed the number of items that failed
 * @param result the response without its rows, null before the end
 * @param message why it waits or has ended, for people; null if there is nothing to say
 * @param file the storage key of the result file, null if there is none
 * @param input the storage key of the input, null if there is none
 */
@JsonPropertyOrder({ "id", "kind", "state", "request", "principal", "instance", "attempts", "total", "done", "failed",
		"result", "message", "file_url", "created_at", "started_at", "finished_at" })
public record Job(UUID id, String kind, JobState state, JsonNode request, @Nullable String principal,
		@Nullable String instance, int attempts, @Nullable Long total, long done, long failed,
		@Nullable JsonNode result, @Nullable String message, @JsonIgnore @Nullable String file,
		@JsonIgnore @Nullable String input, Instant createdAt, @Nullable Instant startedAt,
		@Nullable Instant finishedAt) {

	/** The columns of the table {@code jobs j}, in the order that {@link #of} reads. */
	public static final String COLUMNS = """
			j.job_id, j.kind, j.state, CAST(j.request AS VARCHAR), j.principal, j.owner, j.attempts, j.total, j.done, j.failed,
			CAST(j.result AS VARCHAR), j.message, j.file, j.input, j.created_at, j.started_at, j.finished_at
			""";

	/**
	 * Reads a row.
	 * @param row with {@link #COLUMNS} first
	 * @return the job
	 */
	public static Job of(Readable row) {
		return new Job(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				JobState.of(Columns.get(row, 2, String.class)), Json.MAPPER.readTree(Columns.get(row, 3, String.class)),
				row.get(4, String.class), row.get(5, String.class), Columns.get(row, 6, Integer.class),
				row.get(7, Long.class), Columns.get(row, 8, Long.class), Columns.get(row, 9, Long.class),
				json(row.get(10, String.class)), row.get(11, String.class), row.get(12, String.class),
				row.get(13, String.class), Columns.get(row, 14, Instant.class), row.get(15, Instant.class),
				row.get(16, Instant.class));
	}

	/**
	 * The address of the result file.
	 * @return relative to the service; null if there is none
	 */
	@JsonProperty
	public @Nullable String fileUrl() {
		return (this.file != null) ? "/api/jobs/" + this.id + "/file" : null;
	}

	/**
	 * Reads a JSON column.
	 * @return null if the column is null
	 */
	public static @Nullable JsonNode json(@Nullable String text) {
		return (text != null) ? Json.MAPPER.readTree(text) : null;
	}

}
