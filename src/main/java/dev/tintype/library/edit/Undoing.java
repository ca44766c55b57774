package dev.tintype.library.edit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Undoes an operation on photos, as far as nothing else has changed the same fields
 * since.
 */
@Component
class Undoing {

	private static final String CHANGES = """
			/* readOperation */
			SELECT media_asset_id, CAST(changes AS VARCHAR) FROM asset_history WHERE operation_id = :id ORDER BY id DESC
			""";

	private final Statements statements;

	private final Assets assets;

	private final PhotoEditor editor;

	private final int chunk;

	Undoing(Statements statements, Assets assets, PhotoEditor editor, BatchSettings settings) {
		this.statements = statements;
		this.assets = assets;
		this.editor = editor;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Undoes an operation, each chunk of photos in a transaction. If an asset has a photo
	 * in a higher tier by now, that photo is changed: it has taken the values over.
	 * @return how many photos were restored, after the commit; a problem of type
	 * {@code NOT_FOUND} if the operation is unknown
	 */
	Mono<Undone> undo(UUID operationId) {
		UUID undo = Ids.next();
		return this.statements.sql(CHANGES)
			.bind("id", operationId)
			.<Change>all((row) -> new Change(Columns.get(row, 0, UUID.class), json(row.get(1, String.class))))
			.collectMultimap(Change::assetId, Change::changes, LinkedHashMap::new)
			.filter((changes) -> !changes.isEmpty())
			.switchIfEmpty(Requests.missing(operationId))
			.flatMap(
					(changes) -> Flux
						.fromIterable(Chunks.cut(changes.keySet().stream().sorted(Ids.ORDER).toList(), this.chunk))
						.concatMap((ids) -> this.assets
							.change(ids,
									(locked) -> this.editor.write(edits(locked, changes), undo,
											"Undo of " + operationId + "."))
							.map((restored) -> new Undone(restored, ids.size() - restored)), 1)
						.reduce(new Undone(0, 0), Undone::plus));
	}

	private static List<PhotoEditor.Edit> edits(List<Asset> locked, Map<UUID, Collection<JsonNode>> changes) {
		List<PhotoEditor.Edit> edits = new ArrayList<>();
		for (Asset asset : locked) {
			if (asset.isTrashed() || asset.versions().isEmpty()) {
				continue;
			}
			Version reset = asset.best();
			for (JsonNode change : changes.getOrDefault(asset.id(), List.of())) {
				reset = FieldChanges.reset(reset, change);
			}
			edits.add(new PhotoEditor.Edit(asset.best(), reset));
		}
		return edits;
	}

	private static JsonNode json(@Nullable String text) {
		return (text != null) ? Json.MAPPER.readTree(text) : Json.MAPPER.missingNode();
	}

	private record Change(UUID assetId, JsonNode changes) {
	}

	/**
	 * The response.
	 *
	 * @param restored photos of which at least one field was reset
	 * @param skipped photos that stayed as they are
	 */
	record Undone(int restored, int skipped) {

		Undone plus(Undone more) {
			return new Undone(this.restored + more.restored, this.skipped + more.skipped);
		}

	}

}
