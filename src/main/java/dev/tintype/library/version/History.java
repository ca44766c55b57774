package dev.tintype.library.version;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Repository;

/**
 * Writes the history of assets in the transaction of the change.
 */
@Repository
public class History {

	private static final UUID NIL = new UUID(0, 0);

	private static final String WRITE = """
			/* writeHistory */
			INSERT INTO asset_history (id, media_asset_id, photo_id, action, details, changes, operation_id, timestamp)
			SELECT t.id, t.asset_id, NULLIF(t.photo_id, :nil), t.action, NULLIF(t.details, ''), %s,
			  NULLIF(t.operation_id, :nil), :now
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:assets AS UUID ARRAY), CAST(:photos AS UUID ARRAY),
			  CAST(:actions AS VARCHAR ARRAY), CAST(:details AS VARCHAR ARRAY), CAST(:changes AS VARCHAR ARRAY),
			  CAST(:operations AS UUID ARRAY))
			  AS t(id, asset_id, photo_id, action, details, changes, operation_id)
			""";

	private final Statements statements;

	private final String write;

	private final ChangeLog changes;

	History(Statements statements, Dialect dialect, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.write = WRITE
			.formatted(dialect.choose("NULLIF(t.changes, '') FORMAT JSON", "CAST(NULLIF(t.changes, '') AS JSONB)"));
	}

	/**
	 * Writes entries.
	 * @param entries in order
	 * @return completes when it is done
	 */
	public Mono<Void> write(List<HistoryEntry> entries) {
		if (entries.isEmpty()) {
			return Mono.empty();
		}
		return this.statements.sql(this.write)
			.bind("nil", NIL)
			.bind("now", Instant.now().truncatedTo(ChronoUnit.MICROS))
			.bind("ids", entries.stream().map((entry) -> Ids.next()).toArray(UUID[]::new))
			.bind("assets", entries.stream().map(HistoryEntry::assetId).toArray(UUID[]::new))
			.bind("photos", entries.stream().map((entry) -> id(entry.photoId())).toArray(UUID[]::new))
			.bind("actions", entries.stream().map((entry) -> entry.action().name()).toArray(String[]::new))
			.bind("details",
					entries.stream()
						.map((entry) -> Objects.requireNonNullElse(entry.details(), ""))
						.toArray(String[]::new))
			.bind("changes", entries.stream().map((entry) -> json(entry.changes())).toArray(String[]::new))
			.bind("operations", entries.stream().map((entry) -> id(entry.operationId())).toArray(UUID[]::new))
			.then()
			.then(this.changes.record(changes(entries)));
	}

	// A change of each kind. Assets record by themselves that they were created.
	private static List<Change> changes(List<HistoryEntry> entries) {
		Map<ChangeKind, Set<UUID>> assets = new EnumMap<>(ChangeKind.class);
		for (HistoryEntry entry : entries) {
			ChangeKind kind = kind(entry.action());
			if (kind != ChangeKind.CREATED) {
				assets.computeIfAbsent(kind, (all) -> new LinkedHashSet<>()).add(entry.assetId());
			}
		}
		return assets.entrySet()
			.stream()
			.map((changed) -> Change.of(ChangeTopic.PHOTOS, changed.getKey(), changed.getValue()))
			.toList();
	}

	private static ChangeKind kind(Action action) {
		return switch (action) {
			case INGESTED -> ChangeKind.CREATED;
			case PROMOTED -> ChangeKind.PROMOTED;
			case MERGED -> ChangeKind.MERGED;
			case TRASHED -> ChangeKind.TRASHED;
			case RESTORED -> ChangeKind.RESTORED;
			case DEMOTED, REJECTED, REINSTATED, AI_PROCESSED, REPROCESSED, REPLACED, EMBEDDED, METADATA_UPDATED ->
				ChangeKind.UPDATED;
		};
	}

	private static UUID id(@Nullable UUID id) {
		return (id != null) ? id : NIL;
	}

	private static String json(@Nullable JsonNode changes) {
		return (changes != null) ? Json.MAPPER.writeValueAsString(changes) : "";
	}

}
