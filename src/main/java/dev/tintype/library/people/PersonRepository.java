package dev.tintype.library.people;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.recognition.FaceCovers;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
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
 * Reads and writes people.
 */
@Repository
class PersonRepository {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final FaceLocks faces;

	private final FaceCovers covers;

	private final Listing<Person> listing;

	private final ChangeLog changes;

	PersonRepository(Statements statements, Dialect dialect, Transactions transactions, FaceLocks faces,
			FaceCovers covers, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.faces = faces;
		this.covers = covers;
		this.listing = new Listing<>(statements, "People", "people p", Person.COLUMNS, Person::of);
	}

	/**
	 * Returns the order by name. A name may change during a stream, so a stream is in the
	 * order of the ids.
	 */
	Orders<Person> orders() {
		Key<Person> id = Key.id("p.id", Person::id);
		Key<Person> name = Key.<Person>text(this.dialect.choose("p.name_utf8", "p.name"), Person::name)
			.boundAs(this.dialect.choose("STRINGTOUTF8(%s)", "%s"));
		return new Orders<>(Order.ofRow("name", name, id), List.of(), Order.ofRow("id", id));
	}

	/**
	 * Returns the people whose name contains a text.
	 * @param search null for all
	 */
	Rows<Person> rows(@Nullable String search) {
		Where where = (search != null) ? Where.ALL.and("fold_case(p.name) LIKE :search",
				Map.of("search", LikePattern.containing(AnyCase.fold(search)))) : Where.ALL;
		Rows<Person> found = this.listing.rows(where);
		return new Rows<>() {

			@Override
			public Mono<List<Person>> page(Slice<Person> slice) {
				return found.page(slice).flatMap((people) -> covered(people));
			}

			@Override
			public Mono<Long> count() {
				return found.count();
			}

		};
	}

	private Mono<List<Person>> covered(List<Person> people) {
		return this.covers.find(people.stream().map(Person::id).toList())
			.map((found) -> people.stream().map((person) -> {
				FaceCovers.Cover cover = found.get(person.id());
				return person.with((cover != null) ? cover.url() : null);
			}).toList());
	}

	private static final String FIND = "/* findPerson */ SELECT " + Person.COLUMNS + " FROM people p WHERE p.id = :id";

	/**
	 * Finds a person.
	 * @return a problem of type {@code NOT_FOUND} if the id is unknown
	 */
	Mono<Person> require(UUID id) {
		return this.statements.sql(FIND)
			.bind("id", id)
			.<Person>one(Person::of)
			.switchIfEmpty(Requests.missing(id))
			.flatMap((person) -> covered(List.of(person)).map((covered) -> covered.get(0)));
	}

	private static final String INSERT = """
			/* insertPerson */
			INSERT INTO people (id, name, notes, birthdate)
			VALUES (:id, :name, NULLIF(CAST(:notes AS VARCHAR), ''), CAST(NULLIF(CAST(:birthdate AS VARCHAR), '') AS DATE))
			""";

	/**
	 * Inserts a person.
	 * @return its id, after the commit
	 */
	Mono<UUID> insert(PersonDraft draft) {
		UUID id = Ids.next();
		return this.transactions
			.run(this.statements.sql(INSERT)
				.bind("id", id)
				.bind("name", Objects.requireNonNull(draft.name()))
				.bind("notes", Objects.requireNonNullElse(draft.notes(), ""))
				.bind("birthdate", (draft.birthdate() != null) ? draft.birthdate().toString() : "")
				.then()
				.then(changed(ChangeKind.CREATED, id)))
			.thenReturn(id);
	}

	private static final String UPDATE = """
			/* updatePerson */
			UPDATE people SET name = CASE WHEN :named THEN :name ELSE name END,
			  notes = CASE WHEN :noted THEN NULLIF(CAST(:notes AS VARCHAR), '') ELSE notes END,
			  birthdate = CASE WHEN :dated THEN CAST(NULLIF(CAST(:birthdate AS VARCHAR), '') AS DATE)
			    ELSE birthdate END
			WHERE id = :id
			""";

	/**
	 * Changes a person.
	 * @return completes after the commit; a problem of type {@code NOT_FOUND}
	 */
	Mono<Void> update(UUID id, PersonDraft draft) {
		Mono<Void> renamed = (draft.name() != null) ? this.faces.changed(id) : Mono.empty();
		return this.transactions
			.run(renamed.then(this.statements.sql(UPDATE)
				.bind("id", id)
				.bind("named", draft.name() != null)
				.bind("name", Objects.requireNonNullElse(draft.name(), ""))
				.bind("noted", draft.isNotesSent())
				.bind("notes", Objects.requireNonNullElse(draft.notes(), ""))
				.bind("dated", draft.isBirthdateSent())
				.bind("birthdate", (draft.birthdate() != null) ? draft.birthdate().toString() : "")
				.update()
				.filter((changed) -> changed > 0)
				.flatMap((changed) -> changed(ChangeKind.UPDATED, id).thenReturn(changed))))
			.switchIfEmpty(Requests.missing(id))
			.then();
	}

	private Mono<Void> changed(ChangeKind kind, UUID id) {
		return this.changes.record(Change.of(ChangeTopic.PEOPLE, kind, id));
	}

	private static final String LOCK = "/* lockPerson */ SELECT id FROM people WHERE id = :id FOR UPDATE";

	private static final String DELETE_BIRTHDAYS = """
			/* deleteBirthdays */ DELETE FROM events WHERE person_id = :id AND type = 'birthday'
			""";

	private static final String DELETE = "/* deletePerson */ DELETE FROM people WHERE id = :id";

	/**
	 * Deletes a person with its relationships and birthdays. Its faces and its other
	 * events belong to nobody then: their references are set to null.
	 * @return completes after the commit; a problem of type {@code NOT_FOUND}
	 */
	Mono<Void> delete(UUID id) {
		return this.transactions.run(this.faces.changed(id)
			.then(this.statements.sql(LOCK).bind("id", id).value(UUID.class))
			.switchIfEmpty(Requests.missing(id))
			// Files that named the person since then.
			.flatMap((locked) -> this.faces.changed(id)
				.then(this.statements.sql(DELETE_BIRTHDAYS).bind("id", id).then())
				.then(this.statements.sql(DELETE).bind("id", id).then())
				.then(changed(ChangeKind.DELETED, id))));
	}

	private static final String OWNER = "/* findFaceOwner */ SELECT id, person_id FROM faces WHERE id = :face";

	private static final String SET_THUMBNAIL = """
			/* setPersonThumbnail */ UPDATE people SET selected_thumbnail_face_id = :face WHERE id = :id
			""";

	/**
	 * Chooses the face that shows a person.
	 * @return completes after the commit; a problem of type {@code NOT_FOUND}, or of type
	 * {@code CONFLICT} if it is not a face of the person
	 */
	Mono<Void> setThumbnail(UUID id, UUID face) {
		return this.transactions.run(this.statements.sql(LOCK)
			.bind("id", id)
			.value(UUID.class)
			.switchIfEmpty(Requests.missing(id))
			.then(Mono.defer(() -> this.statements.sql(OWNER)
				.bind("face", face)
				.one((row) -> id.equals(row.get(1, UUID.class)))))
			.switchIfEmpty(Requests.missing(face))
			.flatMap((isOwn) -> isOwn
					? this.statements.sql(SET_THUMBNAIL)
						.bind("id", id)
						.bind("face", face)
						.then()
						.then(changed(ChangeKind.UPDATED, id))
					: Mono.error(() -> new ProblemException(ProblemType.CONFLICT,
							"The face " + face + " is not a face of this person."))));
	}

}
