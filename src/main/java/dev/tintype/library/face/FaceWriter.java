package dev.tintype.library.face;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Writes the rows of faces with all that follows from them. Each write is part of the
 * caller's transaction, which has locked the assets of the faces.
 */
@Repository
public class FaceWriter {

	private static final UUID NIL = new UUID(0, 0);

	/** An embedding of 4,096 numbers has about 80,000 characters. */
	private static final int CHUNK = 100;

	private final Statements statements;

	private final Dialect dialect;

	private final PersonFaces people;

	private final ChangeLog changes;

	FaceWriter(Statements statements, Dialect dialect, PersonFaces people, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.people = people;
	}

	private static final String INSERT = """
			/* insertFaces */
			INSERT INTO faces (id, photo_id, person_id, bounding_box, confidence, embedding)
			SELECT t.id, t.photo_id, NULLIF(t.person_id, :nil), %s, t.confidence, %s
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:photos AS UUID ARRAY), CAST(:people AS UUID ARRAY),
			  CAST(:boxes AS VARCHAR ARRAY), CAST(:confidences AS INT ARRAY), CAST(:embeddings AS VARCHAR ARRAY))
			  AS t(id, photo_id, person_id, box, confidence, embedding)
			""";

	private static final String INSERT_H2 = INSERT.formatted("t.box FORMAT JSON",
			"NULLIF(t.embedding, '') FORMAT JSON");

	private static final String INSERT_POSTGRESQL = INSERT.formatted("CAST(t.box AS JSONB)",
			"CAST(NULLIF(t.embedding, '') AS JSONB)");

	/**
	 * Inserts faces.
	 * @param faces whose people exist
	 * @return completes when it is done
	 */
	public Mono<Void> insert(List<NewFace> faces) {
		List<UUID> owners = faces.stream().map(NewFace::personId).filter(Objects::nonNull).toList();
		return faces.isEmpty() ? Mono.empty()
				: this.people.lock(owners)
					.thenMany(Flux.fromIterable(Chunks.cut(faces, CHUNK)))
					.concatMap(this::insertChunk, 1)
					.then(Mono.defer(() -> count(faces.stream().filter((face) -> face.personId() != null).toList())));
	}

	private Mono<Void> insertChunk(List<NewFace> faces) {
		return this.statements.sql(this.dialect.choose(INSERT_H2, INSERT_POSTGRESQL))
			.bind("nil", NIL)
			.bind("ids", faces.stream().map(NewFace::id).toArray(UUID[]::new))
			.bind("photos", faces.stream().map(NewFace::photoId).toArray(UUID[]::new))
			.bind("people",
					faces.stream().map((face) -> Objects.requireNonNullElse(face.personId(), NIL)).toArray(UUID[]::new))
			.bind("boxes", faces.stream().map((face) -> face.box().json().toString()).toArray(String[]::new))
			.bind("confidences", faces.stream().map(NewFace::confidence).toArray(Integer[]::new))
			.bind("embeddings",
					faces.stream()
						.map((face) -> (face.embedding() != null) ? face.embedding().toString() : "")
						.toArray(String[]::new))
			.then()
			.then(insertVectors(faces))
			.then(changed(faces.size()));
	}

	// Faces have no ids in the feed, because the ids of the topic are those of people.
	private Mono<Void> changed(long faces) {
		return this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.UPDATED, faces));
	}

	private static final String VECTORS = """
			/* insertFaceVectors */
			INSERT INTO face_vectors (face_id, length, vector)
			SELECT t.face_id, t.length, %s
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:lengths AS INT ARRAY), CAST(:vectors AS %s ARRAY))
			  AS t(face_id, length, vector)
			""";

	private Mono<Void> insertVectors(List<NewFace> faces) {
		return insertVectors(faces.stream()
			.filter((face) -> face.vector() != null)
			.map((face) -> Map.entry(face.id(), Objects.requireNonNull(face.vector())))
			.toList());
	}

	/**
	 * Inserts the vectors of faces that have none.
	 */
	Mono<Void> insertVectors(Collection<Map.Entry<UUID, UnitVector>> vectors) {
		if (vectors.isEmpty()) {
			return Mono.empty();
		}
		return this.statements
			.sql(this.dialect.choose(VECTORS.formatted("t.vector", "VARBINARY"),
					VECTORS.formatted("decode(t.vector, 'hex')", "TEXT")))
			.bind("ids", vectors.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
			.bind("lengths", vectors.stream().map((each) -> each.getValue().length()).toArray(Integer[]::new))
			.bind("vectors", PersonSums.array(this.dialect, vectors.stream().map(Map.Entry::getValue).toList()))
			.then();
	}

	private static final String CHANGED = """
			/* forgetEmbeddedPeople */
			UPDATE file_versions SET is_embedded = FALSE WHERE id = ANY(:photos) AND is_embedded
			""";

	// The file of a gold photo does not name its new people.
	private Mono<Void> count(List<NewFace> assigned) {
		return assigned.isEmpty() ? Mono.empty()
				: this.statements.sql(CHANGED)
					.bind("photos", assigned.stream().map(NewFace::photoId).distinct().toArray(UUID[]::new))
					.then()
					.then(this.people.countFaces(assigned.stream().map(NewFace::id).toList()));
	}

	private static final String SET_BOX_H2 = """
			/* setFaceBoxes */
			UPDATE faces SET bounding_box = t.box FORMAT JSON
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:boxes AS VARCHAR ARRAY)) AS t(id, box) WHERE faces.id = t.id
			""";

	private static final String SET_BOX_POSTGRESQL = SET_BOX_H2.replace("t.box FORMAT JSON", "CAST(t.box AS JSONB)");

	/**
	 * Sets the boxes of faces.
	 * @param boxes by face
	 * @return completes when it is done
	 */
	public Mono<Void> setBoxes(Map<UUID, FaceBox> boxes) {
		if (boxes.isEmpty()) {
			return Mono.empty();
		}
		List<Map.Entry<UUID, FaceBox>> all = new ArrayList<>(boxes.entrySet());
		return this.statements.sql(this.dialect.choose(SET_BOX_H2, SET_BOX_POSTGRESQL))
			.bind("ids", all.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
			.bind("boxes", all.stream().map((each) -> each.getValue().json().toString()).toArray(String[]::new))
			.then()
			.then(changed(boxes.size()));
	}

	private static final String SET_CONFIDENCE = """
			/* setFaceConfidence */ UPDATE faces SET confidence = :confidence WHERE id = :id
			""";

	/**
	 * Sets the confidence of a face.
	 * @return completes when it is done
	 */
	public Mono<Void> setConfidence(UUID face, int confidence) {
		return this.statements.sql(SET_CONFIDENCE)
			.bind("id", face)
			.bind("confidence", confidence)
			.then()
			.then(changed(1));
	}

	private static final String SET_EMBEDDING_H2 = """
			/* setFaceEmbedding */
			UPDATE faces SET embedding = NULLIF(CAST(:embedding AS VARCHAR), '') FORMAT JSON WHERE id = :id
			""";

	private static final String SET_EMBEDDING_POSTGRESQL = """
			/* setFaceEmbedding */
			UPDATE faces SET embedding = CAST(NULLIF(CAST(:embedding AS TEXT), '') AS JSONB) WHERE id = :id
			""";

	private static final String DELETE_VECTOR = "/* deleteFaceVector */ DELETE FROM face_vectors WHERE face_id = :id";

	/**
	 * Sets the embedding of a face, or removes it.
	 * @param draft with the embedding, or null
	 * @return completes when it is done
	 */
	public Mono<Void> setEmbedding(UUID face, @Nullable FaceDraft draft) {
		String text = (draft != null && draft.embedding() != null) ? draft.embedding().toString() : "";
		List<Map.Entry<UUID, UnitVector>> vectors = Stream.ofNullable((draft != null) ? draft.vector() : null)
			.map((vector) -> Map.entry(face, vector))
			.toList();
		return this.people.discountFaces(List.of(face))
			.then(this.statements.sql(this.dialect.choose(SET_EMBEDDING_H2, SET_EMBEDDING_POSTGRESQL))
				.bind("id", face)
				.bind("embedding", text)
				.then())
			.then(this.statements.sql(DELETE_VECTOR).bind("id", face).then())
			.then(insertVectors(vectors))
			.then(this.people.countFaces(List.of(face)))
			.then(changed(1));
	}

	private static final String DELETE = "/* deleteFaces */ DELETE FROM faces WHERE id = ANY(:ids)";

	private static final String CLEAR_THUMBNAILS = """
			/* clearPersonThumbnails */
			UPDATE people SET selected_thumbnail_face_id = NULL WHERE id = ANY(:people)
			  AND selected_thumbnail_face_id IS NOT NULL AND NOT EXISTS (
			    SELECT 1 FROM faces f WHERE f.id = people.selected_thumbnail_face_id AND f.person_id = people.id)
			""";

	/**
	 * Deletes faces.
	 * @return how many there were
	 */
	public Mono<Long> delete(Collection<UUID> faces) {
		return faces.isEmpty() ? Mono.just(0L)
				: owners(faces).flatMap((owners) -> this.people.lock(owners)
					.then(this.people.discountFaces(faces))
					.then(this.statements.sql(DELETE).bind("ids", faces.toArray(UUID[]::new)).update())
					.flatMap((deleted) -> clearThumbnails(owners).then(changed(deleted)).thenReturn(deleted)));
	}

	private static final String OWNERS = "/* readPeopleOfFaces */ SELECT DISTINCT f.person_id FROM faces f %s"
			+ " AND f.person_id IS NOT NULL";

	/**
	 * Reads whose faces these are.
	 */
	Mono<List<UUID>> owners(Collection<UUID> faces) {
		return this.statements.sql(OWNERS.formatted(this.dialect.among("f.id", "UUID", "ids")))
			.bind("ids", faces.stream().distinct().toArray(UUID[]::new))
			.<UUID>all((row) -> Objects.requireNonNull(row.get(0, UUID.class)))
			.collectList();
	}

	/**
	 * Removes the thumbnails that people have chosen and that are no longer their faces.
	 */
	Mono<Void> clearThumbnails(Collection<UUID> owners) {
		return owners.isEmpty() ? Mono.empty()
				: this.statements.sql(CLEAR_THUMBNAILS).bind("people", owners.toArray(UUID[]::new)).then();
	}

}
