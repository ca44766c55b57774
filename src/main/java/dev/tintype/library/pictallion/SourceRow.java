package dev.tintype.library.pictallion;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A row of Pictallion. Its methods read values, and throw a {@link RowFault} for a value
 * that cannot be imported.
 *
 * @param values as PostgreSQL writes them, by column; a column may be missing
 */
record SourceRow(Map<String, @Nullable String> values) {

	/** The years that both databases and RFC 3339 can express. */
	private static final int LAST_YEAR = 9999;

	@Nullable String text(String column) {
		return this.values.get(column);
	}

	String text(String column, String otherwise) {
		return Objects.requireNonNullElse(text(column), otherwise);
	}

	String required(String column) {
		String text = text(column);
		if (text == null || text.isBlank()) {
			throw new RowFault(column + " is empty");
		}
		return text;
	}

	String oneOf(String column, Set<String> words) {
		String word = required(column);
		if (!words.contains(word)) {
			throw new RowFault(column + " is none of " + String.join(", ", words.stream().sorted().toList()));
		}
		return word;
	}

	/** The id as the source writes it, for the report. */
	String name() {
		return text("id", "without an id");
	}

	UUID id() {
		return requiredId("id");
	}

	UUID requiredId(String column) {
		UUID id = id(column);
		if (id == null) {
			throw new RowFault(column + " is no UUID");
		}
		return id;
	}

	@Nullable UUID id(String column) {
		String text = text(column);
		return (text != null) ? Ids.parse(text) : null;
	}

	boolean flag(String column, boolean otherwise) {
		String text = text(column);
		return (text != null) ? Boolean.parseBoolean(text) : otherwise;
	}

	int integer(String column, int otherwise) {
		String text = text(column);
		try {
			return (text != null) ? Integer.parseInt(text) : otherwise;
		}
		catch (NumberFormatException ex) {
			throw new RowFault(column + " is no whole number");
		}
	}

	/** Pictallion's times have no zone; they are UTC. */
	Instant time(String column) {
		String text = text(column);
		if (text == null) {
			return Instant.now().truncatedTo(ChronoUnit.MICROS);
		}
		try {
			String iso = text.replace(' ', 'T');
			Instant time = (iso.indexOf('+') > 0) ? OffsetDateTime.parse(iso.replaceFirst("\\+00$", "Z")).toInstant()
					: LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
			if (time.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR) {
				throw new RowFault(column + " is out of range");
			}
			return time;
		}
		catch (DateTimeException ex) {
			throw new RowFault(column + " is out of range");
		}
	}

	@Nullable LocalDate day(String column) {
		return (text(column) != null) ? time(column).atOffset(ZoneOffset.UTC).toLocalDate() : null;
	}

	@Nullable JsonNode json(String column) {
		String text = text(column);
		try {
			JsonNode value = (text != null) ? Json.MAPPER.readTree(text) : null;
			return (value == null || value.isNull()) ? null : value;
		}
		catch (JacksonException ex) {
			throw new RowFault(column + " is no valid JSON");
		}
	}

	List<String> texts(String column) {
		List<String> texts = new ArrayList<>();
		JsonNode array = json(column);
		if (array != null) {
			array.forEach((element) -> {
				if (element.isString()) {
					texts.add(element.stringValue());
				}
			});
		}
		return texts;
	}

}
