package dev.tintype.library.people;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.face.FaceMoves;
import dev.tintype.library.relationship.RelationshipMoves;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Merges a person into another one. A row of {@code person_merges} keeps what an undo
 * needs.
 */
@Component
class PersonMerges {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final FaceLocks locks;

	private final FaceMoves faces;

	private final RelationshipMoves relationships;

	private final ChangeLog changes;

	PersonMerges(Statements statements, Dialect dialect, Transactions transactions, FaceLocks locks, FaceMoves faces,
			RelationshipMoves relationships, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.locks = locks;
		this.faces = faces;
		this.relationships = relationships;
	}

	/**
	 * Merges a person into another one.
	 * @return the merge, after the commit; a problem if both are the same or one is
	 * unknown
	 */
	Mono<Merge> merge(UUID source, UUID target) {
		if (source.equals(target)) {
			return Mono.error(() -> ProblemException.invalid("/source_id", "must be another person"));
		}
		// Photos are changed before the people are locked, and those that other requests
		// add meanwhile afterwards.
		return this.transactions.run(this.locks.changed(source)
			.then(lock(List.of(source, target)))
			.flatMap((rows) -> this.locks.changed(source).then(merge(required(rows, source), required(rows, target)))));
	}

	private static MergedPerson required(Map<UUID, MergedPerson> rows, UUID id) {
		MergedPerson person = rows.get(id);
		if (person == null) {
			throw ProblemException.notFound("Nothing is known under the id " + id + ".");
		}
		return person;
	}

	private static final String LOCK = "/* lockMergedPeople */ SELECT " + MergedPerson.COLUMNS
			+ " FROM people WHERE id = ANY(:ids) ORDER BY id FOR UPDATE";

	private Mono<Map<UUID, MergedPerson>> lock(List<UUID> ids) {
		return this.statements.sql(LOCK)
			.bind("ids", ids.stream().sorted(Ids.ORDER).toArray(UUID[]::new))
			.<MergedPerson>all(MergedPerson::of)
			.collectMap(MergedPerson::id);
	}

	private static final String FACES = "/* readFacesOfPerson */ SELECT id FROM faces WHERE person_id = :id ORDER BY id";

	private static final String EVENTS = "/* readEventsOfPerson */ SELECT id FROM events WHERE person_id = :id ORDER BY id";

	private static final String MOVE_EVENTS = """
			/* moveEvents */ UPDATE events SET person_id = :target WHERE person_id = :source
			""";

	private static final String DELETE = "/* deleteMergedPerson */ DELETE FROM people WHERE id = :id";

	private Mono<Merge> merge(MergedPerson source, MergedPerson target) {
		MergedPerson filled = source.filling(target);
		return Mono
			.zip(ids(FACES, source.id()), ids(EVENTS, source.id()), this.relationships.move(source.id(), target.id()))
			.flatMap((found) -> {
				MergeDetails details = new MergeDetails(source, filled, found.getT1(), found.getT2(),
						found.getT3().before());
				return this.faces.moveAll(source.id(), target.id())
					.flatMap((moved) -> this.statements.sql(MOVE_EVENTS)
						.bind("source", source.id())
						.bind("target", target.id())
						.then()
						.then(fill(target, filled))
						.then(this.statements.sql(DELETE).bind("id", source.id()).then())
						.then(this.changes
							.record(List.of(Change.of(ChangeTopic.PEOPLE, ChangeKind.DELETED, source.id()),
									Change.of(ChangeTopic.PEOPLE, ChangeKind.MERGED, target.id()))))
						.then(record(details, target.id()))
						.map((id) -> new Merge(id, moved, found.getT3().count())));
			});
	}

	private Mono<List<UUID>> ids(String sql, UUID person) {
		return this.statements.sql(sql)
			.bind("id", person)
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList();
	}

	private static final String FILL = """
			/* fillPerson */
			UPDATE people SET notes = COALESCE(notes, NULLIF(CAST(:notes AS VARCHAR), '')),
			  birthdate = COALESCE(birthdate, CAST(NULLIF(CAST(:birthdate AS VARCHAR), '') AS DATE)),
			  representative_face = COALESCE(representative_face, NULLIF(CAST(:face AS VARCHAR), '')),
			  selected_thumbnail_face_id = COALESCE(selected_thumbnail_face_id,
			    CAST(NULLIF(CAST(:thumbnail AS VARCHAR), '') AS UUID))
			WHERE id = :id
			""";

	private Mono<Void> fill(MergedPerson target, MergedPerson filled) {
		return this.statements.sql(FILL).bind("id", target.id()).bind(filled.values()).then();
	}

	private static final String RECORD = """
			/* recordMerge */
			INSERT INTO person_merges (id, source_id, target_id, details) VALUES (:id, :source, :target, %s)
			""";

	private Mono<UUID> record(MergeDetails details, UUID target) {
		UUID id = Ids.next();
		return this.statements
			.sql(RECORD.formatted(this.dialect.choose(":details FORMAT JSON", "CAST(:details AS JSONB)")))
			.bind("id", id)
			.bind("source", details.source().id())
			.bind("target", target)
			.bind("details", Json.MAPPER.writeValueAsString(details))
			.then()
			.thenReturn(id);
	}

	/**
	 * What a merge did.
	 *
	 * @param mergedFaces how many faces moved
	 * @param mergedRelationships how many relationships moved
	 */
	record Merge(UUID mergeId, long mergedFaces, long mergedRelationships) {
	}

}
