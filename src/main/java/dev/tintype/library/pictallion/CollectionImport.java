package dev.tintype.library.pictallion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.collection.SmartRules;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Imports collections and their photos.
 */
@Component
class CollectionImport {

	private static final PlainTable COLLECTIONS = new PlainTable(TargetTable.of("collections", "id",
			TargetTable.UUID_TYPE, "name", TargetTable.TEXT, "description", TargetTable.TEXT, "is_public",
			TargetTable.FLAG, "cover_photo", TargetTable.UUID_TYPE, "is_smart_collection", TargetTable.FLAG,
			"smart_rules", TargetTable.JSON, "created_at", TargetTable.TIME, "updated_at", TargetTable.TIME), null,
			CollectionImport::collection);

	private static final PlainTable MEMBERS = new PlainTable(
			TargetTable.of("collection_photos", "id", TargetTable.UUID_TYPE, "collection_id", TargetTable.UUID_TYPE,
					"photo_id", TargetTable.UUID_TYPE, "added_at", TargetTable.TIME),
			null, CollectionImport::member);

	private final Statements statements;

	private final Dialect dialect;

	private final PlainImport plain;

	private final int chunk;

	CollectionImport(Statements statements, Dialect dialect, PlainImport plain, BatchSettings settings) {
		this.statements = statements;
		this.dialect = dialect;
		this.plain = plain;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Imports all collections in the transaction of the caller, after the photos.
	 */
	Mono<Void> run(SourceDatabase source, ImportState state) {
		return this.plain.run(COLLECTIONS, source, state)
			.thenMany(source.chunks(MEMBERS.name(), this.chunk))
			.concatMap((rows) -> members(rows, state), 0)
			.then();
	}

	private static Map<String, @Nullable Object> collection(SourceRow row, ImportState state) {
		boolean isSmart = row.flag("is_smart_collection", false);
		JsonNode rules = isSmart ? row.json("smart_rules") : null;
		String fault = (rules != null) ? SmartRules.fault(rules) : null;
		if (isSmart && (rules == null || fault != null)) {
			throw new RowFault((fault != null) ? fault : "smart_rules are missing");
		}
		UUID cover = row.id("cover_photo");
		return PlainTables.values("id", row.id(), "name", row.required("name"), "description", row.text("description"),
				"is_public", row.flag("is_public", false), "cover_photo",
				(cover != null) ? state.bestOrNull(cover) : null, "is_smart_collection", isSmart, "smart_rules", rules,
				"created_at", row.time("created_at"), "updated_at", row.time("updated_at"));
	}

	private static Map<String, @Nullable Object> member(SourceRow row, ImportState state) {
		UUID collection = state.require("collections", row.requiredId("collection_id"), "collection");
		UUID photo = state.best(row.requiredId("photo_id"));
		return PlainTables.values("id", row.id(), "collection_id", collection, "photo_id", photo, "added_at",
				row.time("added_at"));
	}

	// Several versions of an asset may be in a collection: they are one photo.
	private Mono<Void> members(List<SourceRow> rows, ImportState state) {
		List<Map<String, @Nullable Object>> converted = PlainImport.converted(MEMBERS, rows, state);
		if (converted.isEmpty()) {
			return Mono.empty();
		}
		return this.known(converted).flatMap((known) -> {
			List<Map<String, @Nullable Object>> fresh = new ArrayList<>();
			for (Map<String, @Nullable Object> row : converted) {
				if (known.ids().contains(row.get("id"))
						|| known.pairs().add(pair(row.get("collection_id"), row.get("photo_id")))) {
					fresh.add(row);
				}
				else {
					state.report()
						.skipped(MEMBERS.name(), String.valueOf(row.get("id")), "the collection has the photo already");
				}
			}
			return this.plain.write(MEMBERS, fresh, state);
		});
	}

	private static final String KNOWN = """
			/* findMembers */ SELECT m.id, m.collection_id, m.photo_id FROM collection_photos m %s
			""";

	private Mono<Known> known(List<Map<String, @Nullable Object>> rows) {
		return this.statements.sql(KNOWN.formatted(this.dialect.among("m.photo_id", "UUID", "photos")))
			.bind("photos", rows.stream().map((row) -> (UUID) row.get("photo_id")).distinct().toArray(UUID[]::new))
			.<Member>all((row) -> new Member(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
					Columns.get(row, 2, UUID.class)))
			.collect(() -> new Known(new HashSet<>(), new HashSet<>()), (known, member) -> {
				known.ids().add(member.id());
				known.pairs().add(pair(member.collection(), member.photo()));
			});
	}

	private static String pair(@Nullable Object collection, @Nullable Object photo) {
		return collection + " " + photo;
	}

	/**
	 * The memberships that exist.
	 */
	private record Known(Set<Object> ids, Set<String> pairs) {
	}

	/**
	 * A photo in a collection.
	 */
	private record Member(UUID id, UUID collection, UUID photo) {
	}

}
