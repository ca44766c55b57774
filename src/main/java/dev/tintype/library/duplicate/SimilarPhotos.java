package dev.tintype.library.duplicate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds photos that look like another one.
 */
@Repository
class SimilarPhotos {

	private static final String HASH = """
			/* findHashOfPhoto */ SELECT media_asset_id, phash FROM file_versions WHERE id = :id
			""";

	private static final String FIND = """
			/* findSimilarPhotos */
			SELECT v.media_asset_id, %s FROM file_versions v
			WHERE %s AND v.listing = 'listed' AND v.media_asset_id <> :asset
			ORDER BY 2 DESC, v.id LIMIT :limit
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final PhotoRepository photos;

	SimilarPhotos(Statements statements, Dialect dialect, PhotoRepository photos) {
		this.statements = statements;
		this.dialect = dialect;
		this.photos = photos;
	}

	/**
	 * Finds the best photos of other assets.
	 * @param threshold the least similarity, from 0 to 100
	 * @param limit the most photos
	 * @return the most similar first, none if the photo has no hash; a problem of type
	 * {@code NOT_FOUND} if it is unknown
	 */
	Mono<List<SimilarPhoto>> find(UUID photoId, int threshold, int limit) {
		return this.statements.sql(HASH)
			.bind("id", photoId)
			.one((row) -> new Hashed(Columns.get(row, 0, UUID.class), row.get(1, Long.class)))
			.switchIfEmpty(Requests.missing(photoId))
			.flatMap((photo) -> (photo.hash() != null)
					? find(photo.asset(), NearHash.of(photo.hash(), threshold), limit) : Mono.just(List.of()));
	}

	private Mono<List<SimilarPhoto>> find(UUID asset, NearHash near, int limit) {
		return this.statements
			.sql(FIND.formatted(near.similarity(this.dialect, "v.phash"), near.condition(this.dialect, "v.id")))
			.bind(near.values())
			.bind("asset", asset)
			.bind("limit", limit)
			.<Found>all(
					(row) -> new Found(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Number.class).intValue()))
			.collectList()
			.flatMap((found) -> this.photos.findBest(found.stream().map(Found::asset).toList())
				.map((best) -> found.stream()
					.flatMap((each) -> Stream.ofNullable(best.get(each.asset()))
						.map((photo) -> new SimilarPhoto(photo, each.similarity())))
					.toList()));
	}

	private record Hashed(UUID asset, @Nullable Long hash) {
	}

	private record Found(UUID asset, int similarity) {
	}

	/**
	 * A photo that looks like another one.
	 *
	 * @param similarity from 0 to 100
	 */
	record SimilarPhoto(Photo photo, int similarity) {

		@JsonValue
		Map<String, @Nullable Object> json() {
			Map<String, @Nullable Object> json = new LinkedHashMap<>(this.photo.json());
			json.put("similarity", this.similarity);
			return json;
		}

	}

}
