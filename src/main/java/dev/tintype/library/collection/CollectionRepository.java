package dev.tintype.library.collection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.search.filter.Filter;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table of collections.
 */
@Repository
class CollectionRepository {

	private static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final PhotoRepository photos;

	private final SmartCollections smart;

	private final BestPhotos best;

	private final Listing<PhotoCollection> listing;

	private final Orders<PhotoCollection> orders;

	private final ChangeLog changes;

	CollectionRepository(Statements statements, Dialect dialect, Transactions transactions, PhotoRepository photos,
			SmartCollections smart, BestPhotos best, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.photos = photos;
		this.smart = smart;
		this.best = best;
		this.listing = new Listing<>(statements, "Collections", "collections c", PhotoCollection.COLUMNS,
				PhotoCollection::of);
		Key<PhotoCollection> name = Key
			.<PhotoCollection>text(dialect.choose("STRINGTOUTF8(c.name)", "c.name"), PhotoCollection::name)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		this.orders = Orders.of(Order.ofRow("name", name, Key.id("c.id", PhotoCollection::id)));
	}

	Orders<PhotoCollection> orders() {
		return this.orders;
	}

	private static final String CONTAINS = """
			(c.id = ANY(:smart) OR (NOT COALESCE(c.is_smart_collection, FALSE)
			  AND c.id IN (SELECT m.collection_id FROM collection_photos m WHERE m.photo_id = :photo)))""";

	/**
	 * Returns the collections, or those that contain a photo.
	 * @param photoId of any version as the client wrote it, or null
	 */
	Mono<Rows<PhotoCollection>> rows(@Nullable String photoId) {
		if (photoId == null) {
			return Mono.just(rows(Where.ALL));
		}
		return Mono.justOrEmpty(Ids.parse(photoId))
			.flatMap(this.best::listed)
			.flatMap((photo) -> this.smart.containing(photo)
				.map((ids) -> Where.ALL.and(CONTAINS, Map.of("photo", photo, "smart", ids.toArray(UUID[]::new)))))
			.defaultIfEmpty(Where.ALL.and("1 = 0"))
			.map(this::rows);
	}

	private Rows<PhotoCollection> rows(Where where) {
		return new CollectionRows(this.statements, this.photos, this.smart, this.listing.rows(where));
	}

	/**
	 * Finds a collection.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<PhotoCollection> require(UUID id) {
		return rows(Where.ALL.and("c.id = :id", Map.of("id", id))).page(Slice.first(this.orders.initial(), 1))
			.flatMap((found) -> found.isEmpty() ? Requests.missing(id) : Mono.just(found.get(0)));
	}

	/**
	 * Returns the photos of a collection, or an error.
	 */
	Mono<Members> members(UUID id) {
		return plain(id).flatMap((collection) -> collection.isSmart()
				? this.smart.trees(List.of(id))
					.map((trees) -> Objects.requireNonNullElse(trees.get(id), Filter.NONE))
					.map((filter) -> new Members(MemberRows.INGESTED,
							MemberRows.selected(this.statements, this.photos, this.dialect, filter)))
				: Mono.just(new Members(MemberRows.ADDED, MemberRows.added(this.statements, this.photos, id))));
	}

	/**
	 * Returns the photos that rules select.
	 */
	Mono<MemberRows> preview(SmartRule rule) {
		return this.smart.tree(rule)
			.map((filter) -> MemberRows.selected(this.statements, this.photos, this.dialect, filter));
	}

	private static final String FIND = "/* findCollection */ SELECT " + PhotoCollection.COLUMNS
			+ " FROM collections c WHERE c.id = :id";

	/**
	 * Finds a collection without its cover and the number of its photos.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<PhotoCollection> plain(UUID id) {
		return plain(id, "");
	}

	private Mono<PhotoCollection> plain(UUID id, String lock) {
		return this.statements.sql(FIND + lock)
			.bind("id", id)
			.one(PhotoCollection::of)
			.switchIfEmpty(Requests.missing(id));
	}

	/**
	 * Keeps a collection until the end of the caller's transaction. Others may change it.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<PhotoCollection> keep(UUID id) {
		return plain(id, this.dialect.choose("", " FOR KEY SHARE"));
	}

	private static final String INSERT = """
			/* insertCollection */
			INSERT INTO collections (id, name, description, is_public, is_smart_collection, smart_rules, cover_photo,
			  created_at, updated_at)
			VALUES (:id, :name, NULLIF(:description, ''), :public, :smart, %s, NULLIF(CAST(:cover AS UUID), :nil),
			  :created, :updated)
			""";

	/**
	 * Creates a collection in one transaction.
	 */
	Mono<PhotoCollection> insert(CollectionDraft draft) {
		UUID id = Ids.next();
		return save(draft, draft.rule() != null, ChangeKind.CREATED, () -> Mono.just(draft.collection(id)),
				(collection, cover) -> write(INSERT, collection, cover).bind("smart", collection.isSmart())
					.bind("created", collection.createdAt())
					.then());
	}

	private static final String UPDATE = """
			/* updateCollection */
			UPDATE collections SET name = :name, description = NULLIF(:description, ''), is_public = :public,
			  smart_rules = %s, cover_photo = NULLIF(CAST(:cover AS UUID), :nil), updated_at = :updated
			WHERE id = :id
			""";

	/**
	 * Changes a collection in one transaction.
	 */
	Mono<PhotoCollection> update(UUID id, CollectionDraft draft) {
		boolean mayJoin = draft.rule() != null || draft.name() != null;
		return save(draft, mayJoin, ChangeKind.UPDATED, () -> plain(id, " FOR UPDATE").map(draft::applied),
				(collection, cover) -> write(UPDATE, collection, cover).then());
	}

	private Statements.Call write(String sql, PhotoCollection collection, UUID cover) {
		String rules = this.dialect.choose("NULLIF(:rules, '') FORMAT JSON", "CAST(NULLIF(:rules, '') AS JSONB)");
		return this.statements.sql(sql.formatted(rules))
			.bind("nil", NIL)
			.bind("id", collection.id())
			.bind("name", collection.name())
			.bind("description", Objects.requireNonNullElse(collection.description(), ""))
			.bind("public", collection.isPublic())
			.bind("rules", (collection.rules() != null) ? Json.MAPPER.writeValueAsString(collection.rules()) : "")
			.bind("cover", cover)
			.bind("updated", collection.updatedAt());
	}

	/** Saves of smart collections take turns, so that two cannot contain each other. */
	private static final String TURN_POSTGRESQL = """
			/* lockSmartCollections */ SELECT 1 FROM pg_advisory_xact_lock(hashtext('smart_collections'))
			""";

	/** One transaction writes at a time. */
	private static final String TURN_H2 = "/* lockSmartCollections */ SELECT 1";

	// The asset of the cover is locked before the collection.
	private Mono<PhotoCollection> save(CollectionDraft draft, boolean inTurn, ChangeKind kind,
			Supplier<Mono<PhotoCollection>> saved, BiFunction<PhotoCollection, UUID, Mono<Void>> write) {
		Mono<Void> turn = inTurn
				? this.statements.sql(this.dialect.choose(TURN_H2, TURN_POSTGRESQL)).value(Integer.class).then()
				: Mono.empty();
		return this.transactions
			.run(turn.then(Mono.defer(() -> cover(draft)))
				.flatMap(
						(cover) -> saved.get()
							.flatMap(
									(collection) -> write
										.apply(collection,
												draft.hasCover() ? cover
														: Objects.requireNonNullElse(collection.cover(), NIL))
										.then(changed(kind, collection.id()))
										.then(Mono.defer(() -> collection.isSmart() ? check(collection.id(), draft)
												: Mono.empty()))
										.thenReturn(collection.id()))))
			.flatMap(this::require);
	}

	/**
	 * Records a change of a collection or its photos, in the caller's transaction.
	 */
	Mono<Void> changed(ChangeKind kind, UUID id) {
		return this.changes.record(Change.of(ChangeTopic.COLLECTIONS, kind, id));
	}

	private Mono<UUID> cover(CollectionDraft draft) {
		if (draft.cover() == null) {
			return Mono.just(NIL);
		}
		return Mono.justOrEmpty(Ids.parse(draft.cover()))
			.flatMap(this.best::cover)
			.switchIfEmpty(Requests.missing(draft.cover()));
	}

	private Mono<Void> check(UUID id, CollectionDraft draft) {
		return this.smart.graph().flatMap((graph) -> {
			if (graph.isCircular(id)) {
				return Mono.error(ProblemException.invalid(draft.pointer(),
						"makes the collection contain itself, maybe through another smart collection"));
			}
			return graph.isTooLarge()
					? Mono.error(ProblemException.invalid(draft.pointer(),
							"makes more than " + RuleGraph.MOST_CONDITIONS
									+ " conditions, with those of the smart collections that the rules name"))
					: Mono.empty();
		});
	}

	private static final String EMPTY = "/* emptyCollection */ DELETE FROM collection_photos WHERE collection_id = :id";

	private static final String DELETE = "/* deleteCollection */ DELETE FROM collections WHERE id = :id";

	/**
	 * Deletes a collection. Its memberships are deleted first, because a change of a tier
	 * locks memberships before collections, too.
	 * @return a problem of type {@code NOT_FOUND} if it is unknown
	 */
	Mono<Void> delete(UUID id) {
		return this.transactions.run(this.statements.sql(EMPTY)
			.bind("id", id)
			.then()
			.then(this.statements.sql(DELETE).bind("id", id).update())
			.flatMap((deleted) -> (deleted > 0) ? changed(ChangeKind.DELETED, id) : Requests.missing(id)));
	}

	/**
	 * The photos of a collection.
	 */
	record Members(Orders<MemberRows.Member> orders, MemberRows rows) {
	}

}
