package dev.tintype.library.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.edit.PhotoEditor;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Changes the keywords of all photos that have a tag.
 */
@Component
class TaggedPhotos {

	private static final String WITH = """
			/* findAssetsWithTag */
			SELECT DISTINCT v.media_asset_id FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
			WHERE t.tag_key = :key
			""";

	private static final String WITH_BELOW = """
			/* findAssetsWithTagsBelow */
			SELECT v.media_asset_id FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
			WHERE t.tag_key = :key
			UNION
			SELECT v.media_asset_id FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
			WHERE t.tag_key >= :below AND t.tag_key < :after
			""";

	private final Statements statements;

	private final Assets assets;

	private final PhotoEditor editor;

	private final int chunk;

	TaggedPhotos(Statements statements, Assets assets, PhotoEditor editor, BatchSettings settings) {
		this.statements = statements;
		this.assets = assets;
		this.editor = editor;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Changes the keywords of photos with a tag or a tag below it.
	 * @return how many best photos of live assets have changed
	 */
	Mono<Long> changeBelow(String key, Change change) {
		return change(
				this.statements.sql(WITH_BELOW).bind("key", key).bind("below", key + "/").bind("after", key + "0"),
				change);
	}

	/**
	 * Changes the keywords of photos with exactly this tag.
	 * @return how many best photos of live assets have changed
	 */
	Mono<Long> change(String key, Change change) {
		return change(this.statements.sql(WITH).bind("key", key), change);
	}

	// Each chunk is a transaction, so other writers need not wait for all of them. An
	// asset is in one chunk only: a changed tag may have the same tag above it.
	private Mono<Long> change(Statements.Call found, Change change) {
		return found.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.flatMapMany((ids) -> Flux.fromIterable(Chunks.cut(ids, this.chunk)))
			.concatMap((ids) -> this.assets.change(ids, (locked) -> change(locked, change)), 1)
			.reduce(0L, Long::sum);
	}

	private Mono<Long> change(List<Asset> locked, Change change) {
		List<PhotoEditor.Edit> best = new ArrayList<>();
		List<PhotoEditor.Edit> others = new ArrayList<>();
		long shown = 0;
		for (Asset asset : locked) {
			for (Version version : asset.versions()) {
				List<String> keywords = change.keywords().apply(version.keywords());
				if (keywords.equals(version.keywords())) {
					continue;
				}
				PhotoEditor.Edit edit = new PhotoEditor.Edit(version, version.toBuilder().keywords(keywords).build());
				boolean isBest = version.id().equals(asset.best().id());
				(isBest ? best : others).add(edit);
				shown += (isBest && !asset.isTrashed()) ? 1 : 0;
			}
		}
		// An undo resets the best photo of an asset only.
		return this.editor.write(best, change.operationId(), change.details())
			.then(this.editor.write(others, null, change.details()))
			.thenReturn(shown);
	}

	/**
	 * A change of keywords.
	 *
	 * @param keywords returns the new keywords
	 * @param operationId of the history
	 * @param details of the history
	 */
	record Change(UnaryOperator<List<String>> keywords, UUID operationId, String details) {
	}

}
