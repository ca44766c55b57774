package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.face.FaceBox;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Moves faces to the photo that is kept, scaled to its size. A face that is there already
 * does not move, unless a person is known only for the other one: then both change
 * places.
 */
@Repository
class MergedFaces {

	private static final String LOCK = """
			/* lockPeopleOfPhotos */
			SELECT id FROM people WHERE id IN (SELECT person_id FROM faces WHERE photo_id = ANY(:photos))
			ORDER BY id FOR UPDATE
			""";

	private static final String READ = """
			/* readFacesOfPhotos */
			SELECT f.id, f.photo_id, f.person_id, CAST(f.bounding_box AS VARCHAR), i.width, i.height
			FROM faces f JOIN file_versions v ON v.id = f.photo_id JOIN media_assets a ON a.id = v.media_asset_id
			  LEFT JOIN images i ON i.image_id = a.image_id
			WHERE f.photo_id = ANY(:photos) ORDER BY f.id
			""";

	private static final String SIZE = """
			/* readSizeOfPhoto */
			SELECT i.width, i.height
			FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id JOIN images i ON i.image_id = a.image_id
			WHERE v.id = :photo
			""";

	private static final String MOVE_H2 = """
			/* moveMergedFaces */
			UPDATE faces SET photo_id = t.photo_id, bounding_box = t.box FORMAT JSON
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:photos AS UUID ARRAY), CAST(:boxes AS VARCHAR ARRAY))
			  AS t(id, photo_id, box)
			WHERE faces.id = t.id
			""";

	private static final String MOVE_POSTGRESQL = MOVE_H2.replace("t.box FORMAT JSON", "CAST(t.box AS JSONB)");

	private final Statements statements;

	private final Dialect dialect;

	MergedFaces(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Moves the faces of photos.
	 * @param dropped in order
	 * @return whether the kept photo has other named faces than before
	 */
	Mono<Boolean> merge(UUID kept, Collection<UUID> dropped) {
		List<UUID> photos = new ArrayList<>(dropped);
		photos.add(kept);
		UUID[] ids = photos.stream().sorted(Ids.ORDER).toArray(UUID[]::new);
		return this.statements.sql(LOCK)
			.bind("photos", ids)
			.all((row) -> true)
			.then(this.statements.sql(SIZE)
				.bind("photo", kept)
				.one(MergedFaces::size)
				.defaultIfEmpty(MovingFace.Size.UNKNOWN))
			.flatMap((size) -> this.statements.sql(READ)
				.bind("photos", ids)
				.<MovingFace>all(MergedFaces::face)
				.collectList()
				.flatMap((faces) -> move(MovingFace.merge(faces, kept, dropped, size))));
	}

	private static MovingFace.Size size(Readable row) {
		return size(row, 0);
	}

	private static MovingFace.Size size(Readable row, int i) {
		Integer width = row.get(i, Integer.class);
		Integer height = row.get(i + 1, Integer.class);
		return (width != null && height != null) ? new MovingFace.Size(width, height) : MovingFace.Size.UNKNOWN;
	}

	private static MovingFace face(Readable row) {
		return new MovingFace(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class), row.get(2, UUID.class),
				FaceBox.of(Columns.get(row, 3, String.class)), size(row, 4));
	}

	private Mono<Boolean> move(List<MovingFace> moves) {
		if (moves.isEmpty()) {
			return Mono.just(false);
		}
		return this.statements.sql(this.dialect.choose(MOVE_H2, MOVE_POSTGRESQL))
			.bind("ids", moves.stream().map(MovingFace::id).toArray(UUID[]::new))
			.bind("photos", moves.stream().map(MovingFace::photo).toArray(UUID[]::new))
			.bind("boxes", moves.stream().map(MovingFace::json).toArray(String[]::new))
			.then()
			.thenReturn(moves.stream().anyMatch((face) -> face.person() != null));
	}

}
