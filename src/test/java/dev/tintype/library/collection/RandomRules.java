package dev.tintype.library.collection;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.support.AnyCase;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes photos and rules from few values, so that many rules match some photos, and
 * evaluates the rules as a reader would.
 */
final class RandomRules {

	private static final List<String> TEXTS = List.of("a", "A", "ab", "\u00DCber", "\u00FCBER", "a%b", "a_b", "x'y",
			"Stra\u00DFe", "\uD83D\uDE00");

	private static final List<String> TAGS = List.of("Travel", "Travel/Japan", "travel/japan/Kyoto", "Traveller",
			"\u00DCber", "a%b");

	private static final List<String> DAYS = List.of("2023-12-31", "2024-01-01", "2024-02-29", "2024-07-04");

	private final Random random;

	private final Map<String, Predicate<Version>> collections = new HashMap<>();

	RandomRules(Random random) {
		this.random = random;
	}

	void collection(String id, Predicate<Version> members) {
		this.collections.put(id, members);
	}

	VersionBuilder fields(VersionBuilder version) {
		LocalDateTime taken = LocalDate.parse(one(DAYS)).atTime(this.random.nextInt(24), 0);
		VersionBuilder built = version.rating(this.random.nextInt(6))
			.fileSize(this.random.nextInt(5))
			.location(maybe(TEXTS))
			.eventType(maybe(TEXTS))
			.eventName(maybe(TEXTS))
			.camera(maybe(TEXTS))
			.reviewed(this.random.nextBoolean());
		if (this.random.nextInt(3) > 0) {
			built = built.taken(taken, "exif");
		}
		if (this.random.nextBoolean()) {
			built = built.coordinates(1.0, 2.0, "exif");
		}
		return (this.random.nextInt(3) == 0) ? built : built.metadata(Json.MAPPER
			.readTree("{\"ai\": {\"aiTags\": [" + quoted(one(TEXTS)) + ", " + quoted(one(TEXTS)) + "]}}"));
	}

	List<String> keywords() {
		List<String> keywords = new ArrayList<>();
		TAGS.stream().filter((tag) -> this.random.nextInt(3) == 0).forEach(keywords::add);
		return keywords;
	}

	String group(int depth, List<String> named) {
		List<String> rules = new ArrayList<>();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			rules.add((depth > 1 && this.random.nextInt(3) == 0) ? group(depth - 1, named) : rule(named));
		}
		return "{\"operator\": \"%s\", \"rules\": [%s]%s}".formatted(this.random.nextBoolean() ? "AND" : "OR",
				String.join(", ", rules), not());
	}

	private String rule(List<String> named) {
		String field = one(List.of("rating", "file_size", "taken_at", "keywords", "ai_tags", "collections",
				"event_type", "event_name", "location", "camera", "is_reviewed", "has_gps", "tier"));
		return switch (field) {
			case "rating", "file_size" -> rule(field, List.of("equals", "greater_than", "less_than", "between", "in"),
					() -> String.valueOf(this.random.nextInt(6)));
			case "taken_at" -> rule(field, List.of("equals", "greater_than", "less_than", "between", "in"),
					() -> quoted(this.random.nextBoolean() ? one(DAYS) : one(DAYS) + "T12:00:00"));
			case "keywords" -> rule(field, List.of("equals", "contains", "in"), () -> quoted(one(TAGS)));
			case "collections" -> rule(field, List.of("equals", "contains", "in"), () -> quoted(one(named)));
			case "is_reviewed", "has_gps" ->
				rule(field, List.of("equals"), () -> String.valueOf(this.random.nextBoolean()));
			case "tier" -> rule(field, List.of("equals", "in"), () -> quoted(one(List.of("bronze", "gold"))));
			default -> rule(field, List.of("equals", "contains", "in"), () -> quoted(one(TEXTS)));
		};
	}

	private String rule(String field, List<String> operators, java.util.function.Supplier<String> value) {
		String operator = one(operators);
		String sent = switch (operator) {
			case "in" -> "[" + value.get() + ", " + value.get() + "]";
			case "between" -> {
				String first = value.get();
				String last = value.get();
				yield (first.compareTo(last) <= 0) ? "[" + first + ", " + last + "]" : "[" + last + ", " + first + "]";
			}
			default -> value.get();
		};
		return "{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s%s}".formatted(field, operator, sent, not());
	}

	private String not() {
		return (this.random.nextInt(4) == 0) ? ", \"not\": true" : "";
	}

	boolean matches(JsonNode rule, Version photo) {
		boolean matches;
		if (rule.has("rules")) {
			List<JsonNode> rules = StreamSupport.stream(rule.path("rules").spliterator(), false).toList();
			matches = rule.path("operator").stringValue().equals("AND")
					? rules.stream().allMatch((one) -> matches(one, photo))
					: rules.stream().anyMatch((one) -> matches(one, photo));
		}
		else {
			matches = condition(rule.path("field").stringValue(), rule.path("operator").stringValue(),
					rule.path("value"), photo);
		}
		return matches != rule.path("not").asBoolean(false);
	}

	private boolean condition(String field, String operator, JsonNode value, Version photo) {
		if (operator.equals("in")) {
			return StreamSupport.stream(value.spliterator(), false)
				.anyMatch((one) -> condition(field, "equals", one, photo));
		}
		return switch (field) {
			case "rating" -> number(operator, value, photo.rating());
			case "file_size" -> number(operator, value, photo.fileSize());
			case "taken_at" -> time(operator, value, photo.takenAt());
			case "keywords" -> photo.keywords().stream().anyMatch((tag) -> tag(operator, value, tag));
			case "ai_tags" -> StreamSupport
				.stream(Objects.requireNonNullElse(photo.metadata(), Json.MAPPER.missingNode())
					.at("/ai/aiTags")
					.spliterator(), false)
				.anyMatch((tag) -> AnyCase.fold(tag.stringValue()).equals(AnyCase.fold(value.stringValue())));
			case "collections" -> Objects.requireNonNull(this.collections.get(value.stringValue())).test(photo);
			case "event_type" -> text(operator, value, photo.eventType());
			case "event_name" -> text(operator, value, photo.eventName());
			case "location" -> text(operator, value, photo.location());
			case "camera" -> text(operator, value, photo.camera());
			case "tier" -> photo.tier().text().equals(value.stringValue());
			case "is_reviewed" -> photo.reviewed() == value.booleanValue();
			default -> (photo.latitude() != null) == value.booleanValue();
		};
	}

	private static boolean number(String operator, JsonNode value, long number) {
		return switch (operator) {
			case "greater_than" -> number >= value.longValue();
			case "less_than" -> number <= value.longValue();
			case "between" -> number >= value.get(0).longValue() && number <= value.get(1).longValue();
			default -> number == value.longValue();
		};
	}

	private static boolean time(String operator, JsonNode value, @Nullable LocalDateTime time) {
		if (time == null) {
			return false;
		}
		return switch (operator) {
			case "greater_than" -> !time.isBefore(start(value));
			case "less_than" -> !time.isAfter(end(value));
			case "between" -> !time.isBefore(start(value.get(0))) && !time.isAfter(end(value.get(1)));
			default -> !time.isBefore(start(value)) && !time.isAfter(end(value));
		};
	}

	private static LocalDateTime start(JsonNode value) {
		String text = value.stringValue();
		return (text.length() == 10) ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
	}

	private static LocalDateTime end(JsonNode value) {
		return (value.stringValue().length() == 10) ? start(value).plusDays(1).minusNanos(1) : start(value);
	}

	private static boolean tag(String operator, JsonNode value, String tag) {
		String key = AnyCase.fold(tag);
		String asked = AnyCase.fold(value.stringValue());
		return key.equals(asked) || (operator.equals("contains") && key.startsWith(asked + "/"));
	}

	private static boolean text(String operator, JsonNode value, @Nullable String text) {
		if (text == null) {
			return false;
		}
		return operator.equals("contains") ? AnyCase.fold(text).contains(AnyCase.fold(value.stringValue()))
				: text.equals(value.stringValue());
	}

	private <T> T one(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private @Nullable String maybe(List<String> values) {
		return (this.random.nextInt(3) == 0) ? null : one(values);
	}

	private static String quoted(String text) {
		return Json.MAPPER.writeValueAsString(text);
	}

}
