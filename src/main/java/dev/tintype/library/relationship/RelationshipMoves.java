package dev.tintype.library.relationship;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Repository;

/**
 * Moves the relationships of a person to another one, and back. Each call is part of the
 * caller's transaction, which has locked both people.
 */
@Repository
public class RelationshipMoves {

	private final Statements statements;

	private final Dialect dialect;

	RelationshipMoves(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	private static final String OF_PERSON = "/* readRelationships */ SELECT " + Relationship.COLUMNS + """
			 FROM relationships r WHERE r.person1_id = :person OR r.person2_id = :person ORDER BY r.id
			""";

	private static final String MOVE = """
			/* moveRelationships */
			UPDATE relationships SET person1_id = t.person_a, person2_id = t.person_b, pair_key = t.pair
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:firsts AS UUID ARRAY), CAST(:seconds AS UUID ARRAY),
			  CAST(:pairs AS VARCHAR ARRAY)) AS t(id, person_a, person_b, pair)
			WHERE relationships.id = t.id
			""";

	private static final String DELETE = "/* deleteRelationships */ DELETE FROM relationships WHERE id = ANY(:ids)";

	/**
	 * Moves relationships. Those that would be with oneself, or that the target has
	 * already, are deleted.
	 * @return what {@link #restore} needs, with the number of relationships that moved
	 */
	public Mono<Moved> move(UUID source, UUID target) {
		return of(source).zipWith(of(target)).flatMap((found) -> {
			List<Relationship> moved = new ArrayList<>();
			Set<String> taken = found.getT2().stream().map(Relationship::pairKey).collect(Collectors.toSet());
			for (Relationship before : found.getT1()) {
				Relationship after = before.moved(source, target);
				if (!after.isWithOneself() && taken.add(after.pairKey())) {
					moved.add(after);
				}
			}
			List<UUID> lost = new ArrayList<>(found.getT1().stream().map(Relationship::id).toList());
			moved.forEach((relationship) -> lost.remove(relationship.id()));
			return delete(lost).then(write(MOVE, moved))
				.thenReturn(new Moved(moved.size(), Json.MAPPER.valueToTree(found.getT1())));
		});
	}

	private Mono<List<Relationship>> of(UUID person) {
		return this.statements.sql(OF_PERSON).bind("person", person).<Relationship>all(Relationship::of).collectList();
	}

	private Mono<Void> delete(List<UUID> ids) {
		return ids.isEmpty() ? Mono.empty() : this.statements.sql(DELETE).bind("ids", ids.toArray(UUID[]::new)).then();
	}

	private Mono<Void> write(String sql, List<Relationship> relationships) {
		return relationships.isEmpty() ? Mono.empty() : bound(sql, relationships).then();
	}

	private Statements.Call bound(String sql, List<Relationship> all) {
		return this.statements.sql(sql)
			.bind("ids", all.stream().map(Relationship::id).toArray(UUID[]::new))
			.bind("firsts", all.stream().map(Relationship::person1Id).toArray(UUID[]::new))
			.bind("seconds", all.stream().map(Relationship::person2Id).toArray(UUID[]::new))
			.bind("pairs", all.stream().map(Relationship::pairKey).toArray(String[]::new));
	}

	private static final String TAKE_BACK = """
			/* takeRelationshipsBack */
			DELETE FROM relationships WHERE id IN (
			  SELECT r.id FROM relationships r
			  JOIN unnest(CAST(:ids AS UUID ARRAY), CAST(:firsts AS UUID ARRAY), CAST(:seconds AS UUID ARRAY))
			    AS t(id, person_a, person_b) ON t.id = r.id AND t.person_a = r.person1_id AND t.person_b = r.person2_id)
			""";

	// Another request may be about to delete one of them.
	private static final String KNOWN = "/* lockKnownPeople */ SELECT id FROM people WHERE id = ANY(:ids)"
			+ " ORDER BY id %s";

	private static final String PRESENT = """
			/* readPresentRelationships */
			SELECT\s""" + Relationship.COLUMNS + """
			 FROM relationships r WHERE r.id = ANY(:ids) OR r.pair_key = ANY(:pairs)
			""";

	private static final String INSERT = """
			/* restoreRelationships */
			INSERT INTO relationships (id, person1_id, person2_id, relationship_type, notes, created_at, pair_key)
			SELECT t.id, t.person_a, t.person_b, t.kind, NULLIF(t.notes, ''), CAST(t.created AS TIMESTAMP WITH TIME ZONE), t.pair
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:firsts AS UUID ARRAY), CAST(:seconds AS UUID ARRAY),
			  CAST(:pairs AS VARCHAR ARRAY), CAST(:kinds AS VARCHAR ARRAY), CAST(:notes AS VARCHAR ARRAY),
			  CAST(:created AS VARCHAR ARRAY)) AS t(id, person_a, person_b, pair, kind, notes, created)
			""";

	/**
	 * Restores the relationships of a person. It leaves out those with a person who was
	 * deleted, and those that were moved to another person meanwhile.
	 * @param before what the move returned
	 * @param source the person
	 * @param holder who has them now
	 * @return completes when it is done
	 */
	public Mono<Void> restore(JsonNode before, UUID source, UUID holder) {
		List<Relationship> all = new ArrayList<>();
		before.forEach((node) -> all.add(read(node)));
		if (all.isEmpty()) {
			return Mono.empty();
		}
		UUID[] ids = all.stream().map(Relationship::id).toArray(UUID[]::new);
		UUID[] people = all.stream()
			.flatMap((each) -> List.of(each.person1Id(), each.person2Id()).stream())
			.distinct()
			.toArray(UUID[]::new);
		List<Relationship> moved = all.stream().map((each) -> each.moved(source, holder)).toList();
		return this.statements.sql(TAKE_BACK)
			.bind("ids", ids)
			.bind("firsts", moved.stream().map(Relationship::person1Id).toArray(UUID[]::new))
			.bind("seconds", moved.stream().map(Relationship::person2Id).toArray(UUID[]::new))
			.then()
			.then(this.statements.sql(KNOWN.formatted(this.dialect.choose("FOR UPDATE", "FOR KEY SHARE")))
				.bind("ids", people)
				.<UUID>all((row) -> Objects.requireNonNull(row.get(0, UUID.class)))
				.collect(Collectors.toSet())
				.zipWith(this.statements.sql(PRESENT)
					.bind("ids", ids)
					.bind("pairs", all.stream().map(Relationship::pairKey).toArray(String[]::new))
					.<Relationship>all(Relationship::of)
					.collectList()))
			.flatMap((found) -> {
				Set<Object> present = new HashSet<>();
				found.getT2().forEach((each) -> present.addAll(List.of(each.id(), each.pairKey())));
				return insert(all.stream()
					.filter((each) -> found.getT1().containsAll(List.of(each.person1Id(), each.person2Id())))
					.filter((each) -> !present.contains(each.id()) && !present.contains(each.pairKey()))
					.toList());
			});
	}

	private Mono<Void> insert(List<Relationship> all) {
		return all.isEmpty() ? Mono.empty() : bound(INSERT, all)
			.bind("kinds", all.stream().map((each) -> each.relationshipType().word()).toArray(String[]::new))
			.bind("notes",
					all.stream().map((each) -> Objects.requireNonNullElse(each.notes(), "")).toArray(String[]::new))
			.bind("created", all.stream().map((each) -> each.createdAt().toString()).toArray(String[]::new))
			.then();
	}

	private static Relationship read(JsonNode node) {
		return new Relationship(id(node, "id"), id(node, "person1_id"), id(node, "person2_id"),
				RelationshipType.of(node.path("relationship_type").asString()), node.path("notes").asString(null),
				Instant.parse(node.path("created_at").asString()));
	}

	private static UUID id(JsonNode node, String name) {
		return UUID.fromString(node.path(name).asString());
	}

	/**
	 * What a move did.
	 *
	 * @param count how many relationships moved
	 * @param before all relationships of the source
	 */
	public record Moved(long count, JsonNode before) {
	}

}
