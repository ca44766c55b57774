package dev.tintype.library.people;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.face.FaceMoves;
import dev.tintype.library.relationship.RelationshipMoves;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Undoes a merge. If the target was merged into somebody else since, that person has the
 * faces and relationships now. So merges can be undone in any order.
 */
@Component
class MergeUndo {

	private static final int LONGEST_CHAIN = 1_000;

	private static final UUID NOBODY = new UUID(0, 0);

	private final Statements statements;

	private final Transactions transactions;

	private final FaceLocks locks;

	private final FaceMoves faces;

	private final RelationshipMoves relationships;

	private final ChangeLog changes;

	MergeUndo(Statements statements, Transactions transactions, FaceLocks locks, FaceMoves faces,
			RelationshipMoves relationships, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
		this.locks = locks;
		this.faces = faces;
		this.relationships = relationships;
	}

	private static final String LOCK = """
			/* lockMerge */
			SELECT source_id, target_id, CAST(details AS VARCHAR), undone_at IS NOT NULL
			FROM person_merges WHERE id = :id FOR UPDATE
			""";

	private static final String MARK = "/* markMergeUndone */ UPDATE person_merges SET undone_at = CURRENT_TIMESTAMP"
			+ " WHERE id = :id";

	/**
	 * Undoes a merge.
	 * @return the id of the restored person, after the commit; a problem of type
	 * {@code NOT_FOUND}, or of type {@code CONFLICT} if the merge is undone
	 */
	Mono<UUID> undo(UUID mergeId) {
		return this.transactions.run(Mono.defer(() -> this.statements.sql(LOCK)
			.bind("id", mergeId)
			.<Row>one(Row::of)
			.switchIfEmpty(Requests.missing(mergeId))
			.flatMap((row) -> row.undone() ? Mono.<UUID>error(() -> refused("The merge is undone already."))
					: holder(row.target(), 0).flatMap((holder) -> restore(row, holder)))
			.flatMap((restored) -> this.statements.sql(MARK)
				.bind("id", mergeId)
				.then()
				.then(this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.RESTORED, restored)))
				.thenReturn(restored))));
	}

	private static ProblemException refused(String detail) {
		return new ProblemException(ProblemType.CONFLICT, detail);
	}

	private static final String FIND = "/* lockHolder */ SELECT id FROM people WHERE id = :id FOR UPDATE";

	private static final String NEXT = """
			/* findLaterMerge */
			SELECT target_id FROM person_merges WHERE source_id = :id AND undone_at IS NULL
			ORDER BY created_at DESC, id DESC LIMIT 1
			""";

	// Nobody has the faces if the target was deleted.
	private Mono<UUID> holder(UUID person, int steps) {
		return this.statements.sql(FIND)
			.bind("id", person)
			.value(UUID.class)
			.switchIfEmpty(Mono.defer(() -> this.statements.sql(NEXT)
				.bind("id", person)
				.value(UUID.class)
				.filter((next) -> steps < LONGEST_CHAIN)
				.flatMap((next) -> holder(next, steps + 1))))
			.defaultIfEmpty(NOBODY);
	}

	private static final String INSERT = """
			/* restorePerson */
			INSERT INTO people (id, name, notes, birthdate, face_count, representative_face, selected_thumbnail_face_id,
			  created_at)
			SELECT :id, :name, NULLIF(CAST(:notes AS VARCHAR), ''), CAST(NULLIF(CAST(:birthdate AS VARCHAR), '') AS DATE),
			  0, NULLIF(CAST(:face AS VARCHAR), ''), CAST(NULLIF(CAST(:thumbnail AS VARCHAR), '') AS UUID), :created
			WHERE NOT EXISTS (SELECT 1 FROM people WHERE id = :id)
			""";

	private Mono<UUID> restore(Row row, UUID holder) {
		MergeDetails details = MergeDetails.of(Json.MAPPER.readTree(row.details()));
		MergedPerson source = details.source();
		return this.statements.sql(INSERT)
			.bind("id", source.id())
			.bind("name", source.name())
			.bind("created", source.createdAt())
			.bind(source.values())
			.update()
			.flatMap((inserted) -> (inserted > 0) ? give(details, holder, row.target())
					: Mono.<Void>error(() -> refused("Another person has the id of the merged one.")))
			.thenReturn(source.id());
	}

	private static final String EVENTS = """
			/* returnEvents */ UPDATE events SET person_id = :source WHERE id = ANY(:ids) AND person_id = :holder
			""";

	private static final String CLEAR = """
			/* clearFilledFields */
			UPDATE people SET notes = NULLIF(notes, CAST(:notes AS VARCHAR)),
			  birthdate = NULLIF(birthdate, CAST(NULLIF(CAST(:birthdate AS VARCHAR), '') AS DATE)),
			  representative_face = NULLIF(representative_face, CAST(:face AS VARCHAR)),
			  selected_thumbnail_face_id = NULLIF(selected_thumbnail_face_id,
			    CAST(NULLIF(CAST(:thumbnail AS VARCHAR), '') AS UUID))
			WHERE id = :id
			""";

	private static final String CLEAR_THUMBNAILS = """
			/* clearLostThumbnails */
			UPDATE people SET selected_thumbnail_face_id = NULL WHERE id = ANY(:ids)
			  AND selected_thumbnail_face_id IS NOT NULL AND NOT EXISTS (
			    SELECT 1 FROM faces f WHERE f.id = people.selected_thumbnail_face_id AND f.person_id = people.id)
			""";

	private Mono<Void> give(MergeDetails details, UUID holder, UUID target) {
		UUID source = details.source().id();
		Mono<Void> returned = this.faces.move(holder, source, details.faces())
			.then(this.locks.changed(source))
			.then(this.statements.sql(EVENTS)
				.bind("source", source)
				.bind("holder", holder)
				.bind("ids", details.events().toArray(UUID[]::new))
				.then())
			.then(holder.equals(target)
					? this.statements.sql(CLEAR).bind("id", target).bind(details.filled().values()).then()
					: Mono.empty());
		return (holder.equals(NOBODY) ? Mono.<Void>empty() : returned)
			.then(this.relationships.restore(details.relationships(), source, holder))
			.then(this.statements.sql(CLEAR_THUMBNAILS)
				.bind("ids", List.of(source, holder).toArray(UUID[]::new))
				.then());
	}

	private record Row(UUID source, UUID target, String details, boolean undone) {

		static Row of(Readable row) {
			return new Row(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
					Columns.get(row, 2, String.class), Columns.get(row, 3, Boolean.class));
		}

	}

}
