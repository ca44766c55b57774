package dev.tintype.library.pictallion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.face.FaceBox;
import dev.tintype.library.face.FaceWriter;
import dev.tintype.library.face.NewFace;
import dev.tintype.library.face.UnitVector;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Imports faces, which belong to the best photos.
 */
@Component
class FaceImport {

	private static final String TABLE = "faces";

	/** An embedding of 4,096 numbers has about 80,000 characters. */
	private static final int CHUNK = 100;

	private static final int MOST_CONFIDENCE = 100;

	private static final TargetTable FACES = TargetTable.of(TABLE);

	private final Statements statements;

	private final Dialect dialect;

	private final FaceWriter writer;

	FaceImport(Statements statements, Dialect dialect, FaceWriter writer) {
		this.statements = statements;
		this.dialect = dialect;
		this.writer = writer;
	}

	/**
	 * Imports all faces in the transaction of the caller, after people and photos.
	 */
	Mono<Void> run(SourceDatabase source, ImportState state) {
		Map<UUID, List<Seen>> seen = new HashMap<>();
		return source.chunks(TABLE, CHUNK)
			.concatMap((rows) -> write(rows, seen, state), 0)
			.then(this.statements.sql(FORGET).then());
	}

	/** The face that a person has chosen may not have been imported. */
	private static final String FORGET = """
			/* forgetMissingThumbnails */
			UPDATE people SET selected_thumbnail_face_id = NULL
			WHERE selected_thumbnail_face_id IS NOT NULL AND NOT EXISTS (
			  SELECT 1 FROM faces f WHERE f.id = people.selected_thumbnail_face_id AND f.person_id = people.id)
			""";

	private Mono<Void> write(List<SourceRow> rows, Map<UUID, List<Seen>> seen, ImportState state) {
		List<UUID> ids = new ArrayList<>();
		rows.forEach((row) -> {
			UUID id = row.id("id");
			if (id != null) {
				ids.add(id);
			}
		});
		return FACES.existing(this.statements, this.dialect, ids).flatMap((existing) -> {
			List<NewFace> faces = new ArrayList<>();
			List<SourceRow> imported = new ArrayList<>();
			for (SourceRow row : rows) {
				try {
					faces.add(face(row, existing, seen, state));
					imported.add(row);
				}
				catch (RowFault ex) {
					state.report().skipped(TABLE, row.name(), ex.reason());
				}
			}
			state.report().imported(TABLE, faces.size());
			return this.writer.insert(faces).then(details(imported));
		});
	}

	private static NewFace face(SourceRow row, Set<UUID> existing, Map<UUID, List<Seen>> seen, ImportState state) {
		UUID id = row.id();
		if (existing.contains(id)) {
			throw new RowFault("the id exists already");
		}
		UUID version = row.requiredId("photo_id");
		UUID photo = state.best(version);
		JsonNode box = row.json("bounding_box");
		FaceBox place = (box != null) ? FaceBox.of(box) : null;
		if (place == null || !place.hasOrigin()) {
			throw new RowFault("bounding_box is not [x,y,w,h] in pixels, with w and h above 0");
		}
		row.time("created_at");
		List<Seen> others = seen.computeIfAbsent(photo, (key) -> new ArrayList<>());
		if (others.stream().anyMatch((other) -> other.isSame(version, place))) {
			throw new RowFault("another version of the photo has the same face");
		}
		others.add(new Seen(version, place));
		JsonNode embedding = row.json("embedding");
		UnitVector vector = (embedding != null) ? UnitVector.of(embedding) : null;
		return new NewFace(id, photo, person(row, state), place,
				Math.max(0, Math.min(row.integer("confidence", MOST_CONFIDENCE), MOST_CONFIDENCE)),
				(vector != null) ? embedding : null, vector);
	}

	// An ignored face belongs to nobody.
	private static @Nullable UUID person(SourceRow row, ImportState state) {
		UUID person = row.id("person_id");
		boolean isAssigned = person != null && !row.flag("ignored", false) && state.isPresent("people", person);
		return isAssigned ? person : null;
	}

	private static final String DETAILS = """
			/* setImportedFaces */
			UPDATE faces SET ignored = t.ignored, created_at = CAST(t.created_at AS TIMESTAMP WITH TIME ZONE)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:ignored AS BOOLEAN ARRAY), CAST(:created AS VARCHAR ARRAY))
			  AS t(id, ignored, created_at)
			WHERE faces.id = t.id
			""";

	private Mono<Void> details(List<SourceRow> rows) {
		return rows.isEmpty() ? Mono.empty() : this.statements.sql(DETAILS)
			.bind("ids", rows.stream().map(SourceRow::id).toArray(UUID[]::new))
			.bind("ignored", rows.stream().map((row) -> row.flag("ignored", false)).toArray(Boolean[]::new))
			.bind("created",
					rows.stream().map((row) -> row.time("created_at")).map(Instant::toString).toArray(String[]::new))
			.then();
	}

	/**
	 * A face that was imported.
	 *
	 * @param version that had it
	 */
	private record Seen(UUID version, FaceBox box) {

		boolean isSame(UUID other, FaceBox place) {
			return !this.version.equals(other) && this.box.overlap(place) > FaceBox.SAME_FACE;
		}

	}

}
