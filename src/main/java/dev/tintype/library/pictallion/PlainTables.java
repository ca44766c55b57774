package dev.tintype.library.pictallion;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.relationship.RelationshipKeys;
import dev.tintype.library.version.Tags;
import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose rows are copied one by one, with the rules for their values.
 */
final class PlainTables {

	/** A password hash that no password matches. */
	private static final String NO_PASSWORD = "!";

	private static final Set<String> EVENT_TYPES = Set.of("holiday", "birthday", "custom");

	private static final Set<String> RECURRENCES = Set.of("yearly", "monthly", "weekly");

	private static final Set<String> RELATIONSHIP_TYPES = Set.copyOf(RelationshipKeys.TYPES);

	private static final int RADIUS = 100;

	private static final int LONGEST_RADIUS = 100_000;

	static final PlainTable USERS = new PlainTable(
			TargetTable.of("users", "id", TargetTable.UUID_TYPE, "username", TargetTable.TEXT, "password",
					TargetTable.TEXT),
			"username",
			(row, state) -> values("id", row.id(), "username", row.required("username"), "password", NO_PASSWORD));

	static final PlainTable AI_PROMPTS = new PlainTable(
			TargetTable.of("ai_prompts", "id", TargetTable.UUID_TYPE, "name", TargetTable.TEXT, "description",
					TargetTable.TEXT, "category", TargetTable.TEXT, "provider", TargetTable.TEXT, "system_prompt",
					TargetTable.TEXT, "user_prompt", TargetTable.TEXT, "is_default", TargetTable.FLAG, "is_active",
					TargetTable.FLAG, "created_at", TargetTable.TIME, "updated_at", TargetTable.TIME),
			null,
			(row, state) -> values("id", row.id(), "name", row.required("name"), "description", row.text("description"),
					"category", row.oneOf("category", Set.of("analysis", "naming", "description")), "provider",
					row.oneOf("provider", Set.of("openai", "ollama", "both")), "system_prompt",
					row.required("system_prompt"), "user_prompt", row.required("user_prompt"),
					// The defaults are those of the service.
					"is_default", false, "is_active", row.flag("is_active", true), "created_at", row.time("created_at"),
					"updated_at", row.time("updated_at")));

	static final PlainTable LOCATIONS = new PlainTable(
			TargetTable.of("locations", "id", TargetTable.UUID_TYPE, "name", TargetTable.TEXT, "description",
					TargetTable.TEXT, "latitude", TargetTable.TEXT, "longitude", TargetTable.TEXT, "radius", "INT",
					"is_user_defined", TargetTable.FLAG, "photo_count", "INT", "place_name", TargetTable.TEXT,
					"place_type", TargetTable.TEXT, "created_at", TargetTable.TIME, "updated_at", TargetTable.TIME),
			null,
			(row, state) -> values("id", row.id(), "name", row.required("name"), "description", row.text("description"),
					"latitude", degrees(row, "latitude", 90), "longitude", degrees(row, "longitude", 180), "radius",
					Math.max(1, Math.min(row.integer("radius", RADIUS), LONGEST_RADIUS)), "is_user_defined",
					row.flag("is_user_defined", false), "photo_count", 0, "place_name", row.text("place_name"),
					"place_type", row.text("place_type"), "created_at", row.time("created_at"), "updated_at",
					row.time("updated_at")));

	/** The counts follow from the photos that are imported later. */
	static final PlainTable TAGS = new PlainTable(
			TargetTable.of("global_tag_library", "id", TargetTable.UUID_TYPE, "tag", TargetTable.TEXT, "tag_key",
					TargetTable.TEXT, "usage_count", "INT", "created_at", TargetTable.TIME),
			"tag_key", (row, state) -> {
				String tag = Tags.clean(row.required("tag"));
				String fault = Tags.fault(tag);
				if (fault != null) {
					throw new RowFault("tag " + fault);
				}
				return values("id", row.id(), "tag", tag, "tag_key", Tags.key(tag), "usage_count", 0, "created_at",
						row.time("created_at"));
			});

	static final PlainTable PEOPLE = new PlainTable(
			TargetTable.of("people", "id", TargetTable.UUID_TYPE, "name", TargetTable.TEXT, "notes", TargetTable.TEXT,
					"birthdate", "DATE", "face_count", "INT", "representative_face", TargetTable.TEXT,
					"selected_thumbnail_face_id", TargetTable.UUID_TYPE, "created_at", TargetTable.TIME),
			null,
			(row, state) -> values("id", row.id(), "name", row.required("name"), "notes", row.text("notes"),
					"birthdate", row.day("birthdate"), "face_count", 0, "representative_face",
					row.text("representative_face"), "selected_thumbnail_face_id", row.id("selected_thumbnail_face_id"),
					"created_at", row.time("created_at")));

	static final PlainTable HISTORY = new PlainTable(
			TargetTable.of("asset_history", "id", TargetTable.UUID_TYPE, "media_asset_id", TargetTable.UUID_TYPE,
					"action", TargetTable.TEXT, "details", TargetTable.TEXT, "timestamp", TargetTable.TIME),
			null,
			(row, state) -> values("id", row.id(), "media_asset_id",
					state.require("media_assets", row.requiredId("media_asset_id"), "asset"), "action",
					row.required("action"), "details", row.text("details"), "timestamp", row.time("timestamp")));

	static final PlainTable EVENTS = new PlainTable(
			TargetTable.of("events", "id", TargetTable.UUID_TYPE, "name", TargetTable.TEXT, "type", TargetTable.TEXT,
					"date", "DATE", "is_recurring", TargetTable.FLAG, "recurring_type", TargetTable.TEXT, "country",
					TargetTable.TEXT, "region", TargetTable.TEXT, "person_id", TargetTable.UUID_TYPE, "is_enabled",
					TargetTable.FLAG, "description", TargetTable.TEXT, "created_at", TargetTable.TIME),
			null, PlainTables::event);

	static final PlainTable RELATIONSHIPS = new PlainTable(
			TargetTable.of("relationships", "id", TargetTable.UUID_TYPE, "person1_id", TargetTable.UUID_TYPE,
					"person2_id", TargetTable.UUID_TYPE, "relationship_type", TargetTable.TEXT, "notes",
					TargetTable.TEXT, "created_at", TargetTable.TIME, "pair_key", TargetTable.TEXT),
			null, PlainTables::relationship);

	private PlainTables() {
	}

	private static Map<String, @Nullable Object> relationship(SourceRow row, ImportState state) {
		UUID first = state.require("people", row.requiredId("person1_id"), "person");
		UUID second = state.require("people", row.requiredId("person2_id"), "person");
		if (first.equals(second)) {
			throw new RowFault("it relates a person to itself");
		}
		String type = row.oneOf("relationship_type", RELATIONSHIP_TYPES);
		String same = RelationshipKeys.of(first, second, type);
		if (state.isKnown(same)) {
			throw new RowFault("the same relationship exists already");
		}
		state.knows(same);
		return values("id", row.id(), "person1_id", first, "person2_id", second, "relationship_type", type, "notes",
				row.text("notes"), "created_at", row.time("created_at"), "pair_key", same);
	}

	private static Map<String, @Nullable Object> event(SourceRow row, ImportState state) {
		UUID person = (row.text("person_id") != null) ? state.require("people", row.requiredId("person_id"), "person")
				: null;
		row.required("date");
		if ("holiday".equals(row.text("type")) && state.isKnown(holiday(row.required("name"), row.text("country")))) {
			throw new RowFault("a holiday of this name exists already");
		}
		return values("id", row.id(), "name", row.required("name"), "type", row.oneOf("type", EVENT_TYPES), "date",
				row.day("date"), "is_recurring", row.flag("is_recurring", false), "recurring_type",
				(row.text("recurring_type") != null) ? row.oneOf("recurring_type", RECURRENCES) : null, "country",
				row.text("country"), "region", row.text("region"), "person_id", person, "is_enabled",
				row.flag("is_enabled", true), "description", row.text("description"), "created_at",
				row.time("created_at"));
	}

	/**
	 * Identifies a holiday, which has another id in each library.
	 */
	static String holiday(String name, @Nullable String country) {
		return AnyCase.fold(name.strip()) + "\n" + country;
	}

	// As the API accepts them: without exponents and the other forms of Java.
	private static String degrees(SourceRow row, String column, int most) {
		String text = row.required(column).strip();
		if (!text.matches("[+-]?[0-9]{1,3}([.][0-9]{1,30})?") || Math.abs(Double.parseDouble(text)) > most) {
			throw new RowFault(String.format(Locale.ROOT, "%s is no number from -%d to %d", column, most, most));
		}
		return text;
	}

	/**
	 * Collects values, which may be null.
	 * @param pairs columns and values in turn
	 */
	static Map<String, @Nullable Object> values(@Nullable Object... pairs) {
		Map<String, @Nullable Object> values = new HashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			values.put(String.valueOf(pairs[i]), pairs[i + 1]);
		}
		return values;
	}

}
