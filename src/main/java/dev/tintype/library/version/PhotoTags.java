package dev.tintype.library.version;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps {@code photo_tags}, the folded keywords of each photo.
 */
@Repository
class PhotoTags {

	/** H2 takes at most 65,536 elements of an array. */
	private static final int MOST_PAIRS = 50_000;

	private static final String DELETE = "/* deletePhotoTags */ DELETE FROM photo_tags WHERE photo_id = ANY(:photos)";

	private static final String INSERT = """
			/* insertPhotoTags */
			INSERT INTO photo_tags (photo_id, tag_key)
			SELECT t.photo_id, t.tag_key
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:keys AS VARCHAR ARRAY)) AS t(photo_id, tag_key)
			ON CONFLICT DO NOTHING
			""";

	private final Statements statements;

	PhotoTags(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Stores the tags of photos instead of those that they had.
	 */
	Mono<Void> replace(List<Version> photos) {
		List<Pair> pairs = photos.stream()
			.flatMap((photo) -> Tags.byKey(photo.keywords()).keySet().stream().map((key) -> new Pair(photo.id(), key)))
			.toList();
		return this.statements.sql(DELETE)
			.bind("photos", photos.stream().map(Version::id).toArray(UUID[]::new))
			.then()
			.thenMany(Flux.fromIterable(Chunks.cut(pairs, MOST_PAIRS)))
			.concatMap((chunk) -> this.statements.sql(INSERT)
				.bind("ids", chunk.stream().map(Pair::photo).toArray(UUID[]::new))
				.bind("keys", chunk.stream().map(Pair::key).toArray(String[]::new))
				.then(), 1)
			.then();
	}

	private record Pair(UUID photo, String key) {
	}

}
