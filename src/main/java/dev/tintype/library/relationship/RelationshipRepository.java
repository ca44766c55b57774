package dev.tintype.library.relationship;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes relationships. The unique {@code pair_key} keeps the same relationship
 * from being stored twice. Rows of other applications have none, so they are compared
 * too.
 */
@Repository
class RelationshipRepository {

	/** The oldest first. */
	static final Orders<SeenRelationship> ORDERS = Orders
		.of(Order.ofRow("oldest", Key.<SeenRelationship>id("r.id", SeenRelationship::id)));

	private static final String TABLE = """
			relationships r JOIN people o ON o.id = CASE WHEN r.person1_id = %s THEN r.person2_id ELSE r.person1_id END""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final ChangeLog changes;

	RelationshipRepository(Statements statements, Dialect dialect, Transactions transactions, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	/**
	 * Returns the relationships of a person.
	 */
	Rows<SeenRelationship> rows(UUID person) {
		return new Listing<SeenRelationship>(this.statements, "Relationships", TABLE.formatted(":person"),
				Relationship.COLUMNS + ", o.name", (row) -> SeenRelationship.of(row, person))
			.rows(Where.ALL.and("(r.person1_id = :person OR r.person2_id = :person)", Map.of("person", person)));
	}

	private static final String IS_KNOWN = "/* findPerson */ SELECT id FROM people WHERE id = :id";

	/**
	 * Checks that a person exists.
	 * @return its id; a problem of type {@code NOT_FOUND}
	 */
	Mono<UUID> requirePerson(UUID person) {
		return this.statements.sql(IS_KNOWN)
			.bind("id", person)
			.value(UUID.class)
			.switchIfEmpty(Requests.missing(person));
	}

	private static final String FIND = "/* findRelationship */ SELECT " + Relationship.COLUMNS
			+ " FROM relationships r WHERE r.id = :id %s";

	private static final String LOCK = "/* lockPeople */ SELECT id FROM people WHERE id = ANY(:ids) ORDER BY id %s";

	/** The other way round, a relationship has the inverse type. */
	private static final String SAME = """
			/* findSameRelationship */
			SELECT r.id FROM relationships r WHERE r.id <> :id
			  AND (r.person1_id = :first AND r.person2_id = :second AND r.relationship_type = :kind
			    OR r.person1_id = :second AND r.person2_id = :first AND r.relationship_type = :inverse)
			""";

	private static final String INSERT = """
			/* insertRelationship */
			INSERT INTO relationships (id, person1_id, person2_id, relationship_type, notes, created_at, pair_key)
			VALUES (:id, :first, :second, :kind, NULLIF(CAST(:notes AS VARCHAR), ''), :created, :pair)
			""";

	/**
	 * Inserts a relationship.
	 * @return the relationship, after the commit; a problem if a person is unknown or the
	 * relationship exists
	 */
	Mono<Relationship> insert(Relationship relationship) {
		Set<UUID> people = Set.of(relationship.person1Id(), relationship.person2Id());
		return this.transactions.run(
				Mono.defer(() -> this.statements.sql(LOCK.formatted(this.dialect.choose("FOR UPDATE", "FOR KEY SHARE")))
					.bind("ids", people.stream().sorted(Ids.ORDER).toArray(UUID[]::new))
					.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
					.collect(Collectors.toSet())
					.doOnNext((known) -> requireAll(people, known))
					.then(refuseSame(relationship))
					.then(bound(INSERT, relationship).bind("created", relationship.createdAt()).then())
					.then(changed(1))
					.then(Mono.defer(() -> find(relationship.id(), "")))));
	}

	private static void requireAll(Set<UUID> people, Set<UUID> known) {
		for (UUID person : people) {
			if (!known.contains(person)) {
				throw ProblemException.notFound("No person has the id " + person + ".");
			}
		}
	}

	private Mono<Void> refuseSame(Relationship relationship) {
		return this.statements.sql(SAME)
			.bind("id", relationship.id())
			.bind("first", relationship.person1Id())
			.bind("second", relationship.person2Id())
			.bind("kind", relationship.relationshipType().word())
			.bind("inverse", relationship.relationshipType().inverse().word())
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.next()
			.flatMap((same) -> Mono.error(() -> new ProblemException(ProblemType.CONFLICT,
					"The relationship exists already, with the id " + same + ".")));
	}

	private Statements.Call bound(String sql, Relationship relationship) {
		return this.statements.sql(sql)
			.bind("id", relationship.id())
			.bind("first", relationship.person1Id())
			.bind("second", relationship.person2Id())
			.bind("kind", relationship.relationshipType().word())
			.bind("notes", Objects.requireNonNullElse(relationship.notes(), ""))
			.bind("pair", relationship.pairKey());
	}

	private static final String UPDATE = """
			/* updateRelationship */
			UPDATE relationships SET relationship_type = :kind, notes = NULLIF(CAST(:notes AS VARCHAR), ''),
			  pair_key = CASE WHEN person1_id = :first AND person2_id = :second AND person1_id <> person2_id
			    THEN CAST(:pair AS VARCHAR) END
			WHERE id = :id
			""";

	/**
	 * Changes a relationship.
	 * @return the relationship, after the commit; a problem if it is unknown, or if it
	 * would be the same as another one
	 */
	Mono<Relationship> update(UUID id, RelationshipDraft draft) {
		return this.transactions
			.run(Mono.defer(() -> find(id, "FOR UPDATE").switchIfEmpty(Requests.missing(id)).flatMap((before) -> {
				Relationship after = new Relationship(id, before.person1Id(), before.person2Id(),
						Objects.requireNonNullElse(draft.type(), before.relationshipType()),
						draft.isNotesSent() ? draft.notes() : before.notes(), before.createdAt());
				Mono<Void> check = (after.relationshipType() != before.relationshipType()) ? refuseSame(after)
						: Mono.empty();
				return check.then(bound(UPDATE, after).then()).then(changed(1)).then(Mono.defer(() -> find(id, "")));
			})));
	}

	private Mono<Relationship> find(UUID id, String lock) {
		return this.statements.sql(FIND.formatted(lock)).bind("id", id).one(Relationship::of);
	}

	private static final String DELETE = "/* deleteRelationship */ DELETE FROM relationships WHERE id = :id";

	/**
	 * Deletes a relationship.
	 * @return whether it existed
	 */
	Mono<Boolean> delete(UUID id) {
		return this.transactions
			.run(this.statements.sql(DELETE)
				.bind("id", id)
				.update()
				.flatMap((deleted) -> changed(deleted).thenReturn(deleted)))
			.map((deleted) -> deleted > 0);
	}

	// Relationships have no ids in the feed, because the ids of the topic are those of
	// people.
	private Mono<Void> changed(long relationships) {
		return this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.UPDATED, relationships));
	}

}
