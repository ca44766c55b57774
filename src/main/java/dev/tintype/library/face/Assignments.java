package dev.tintype.library.face;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Assigns faces to people, ignores them, and takes both back. An ignored face belongs to
 * nobody; a face that is assigned is no longer ignored.
 */
@Component
public class Assignments {

	private static final UUID NIL = new UUID(0, 0);

	private final Statements statements;

	private final Transactions transactions;

	private final FaceLocks locks;

	private final PersonFaces people;

	private final FaceWriter writer;

	private final ChangeLog changes;

	Assignments(Statements statements, Transactions transactions, FaceLocks locks, PersonFaces people,
			FaceWriter writer, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
		this.locks = locks;
		this.people = people;
		this.writer = writer;
	}

	/**
	 * Changes faces in one transaction.
	 * @param wanted the state of each face
	 * @return what became of them, after the commit
	 */
	public Mono<Outcome> change(Map<UUID, State> wanted) {
		return this.transactions.run(Mono.defer(() -> this.locks.lock(wanted.keySet())
			.flatMap((faces) -> lockPeople(wanted, faces).flatMap((known) -> change(wanted, faces, known)))));
	}

	private Mono<Set<UUID>> lockPeople(Map<UUID, State> wanted, Map<UUID, LockedFace> faces) {
		Set<UUID> all = new HashSet<>();
		wanted.values().stream().map(State::personId).filter(Objects::nonNull).forEach(all::add);
		faces.values().stream().map(LockedFace::personId).filter(Objects::nonNull).forEach(all::add);
		return this.people.lock(all);
	}

	private Mono<Outcome> change(Map<UUID, State> wanted, Map<UUID, LockedFace> faces, Set<UUID> known) {
		List<UUID> missing = new ArrayList<>();
		List<UUID> strangers = new ArrayList<>();
		List<LockedFace> changing = new ArrayList<>();
		wanted.forEach((id, state) -> {
			LockedFace face = faces.get(id);
			if (face == null) {
				missing.add(id);
			}
			else if (state.personId() != null && !known.contains(state.personId())) {
				strangers.add(id);
			}
			else if (state.changes(face)) {
				changing.add(face);
			}
		});
		Outcome outcome = new Outcome(changing.stream().map(LockedFace::id).toList(), missing, strangers);
		return changing.isEmpty() ? Mono.just(outcome) : write(wanted, changing).thenReturn(outcome);
	}

	private static final String SET = """
			/* assignFaces */
			UPDATE faces SET person_id = NULLIF(t.person_id, :nil), ignored = t.ignored
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:people AS UUID ARRAY), CAST(:ignored AS BOOLEAN ARRAY))
			  AS t(id, person_id, ignored)
			WHERE faces.id = t.id
			""";

	private Mono<Void> write(Map<UUID, State> wanted, List<LockedFace> faces) {
		List<UUID> ids = faces.stream().map(LockedFace::id).toList();
		Function<LockedFace, State> state = (face) -> Objects.requireNonNull(wanted.get(face.id()));
		return this.writer.owners(ids)
			.flatMap((owners) -> this.locks.changed(faces)
				.then(this.statements.sql(SET)
					.bind("nil", NIL)
					.bind("ids", ids.toArray(UUID[]::new))
					.bind("people",
							faces.stream()
								.map((face) -> Objects.requireNonNullElse(state.apply(face).owner(face), NIL))
								.toArray(UUID[]::new))
					.bind("ignored",
							faces.stream().map((face) -> state.apply(face).isIgnored(face)).toArray(Boolean[]::new))
					.then())
				.then(this.people.countFaces(ids))
				.then(this.writer.clearThumbnails(owners))
				.then(this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.UPDATED, ids.size()))));
	}

	/**
	 * What a face is to be.
	 *
	 * @param personId whose face it is, null for nobody
	 * @param ignored whether it is ignored; null: as it is
	 * @param isOwnerKept whether it stays with its person
	 */
	public record State(@Nullable UUID personId, @Nullable Boolean ignored, boolean isOwnerKept) {

		/**
		 * Creates a state.
		 * @param personId whose face it is, null for nobody
		 * @param ignored whether it is ignored; null: as it is
		 */
		public State(@Nullable UUID personId, @Nullable Boolean ignored) {
			this(personId, ignored, false);
		}

		/** Not ignored, and whose it is. */
		public static final State NOT_IGNORED = new State(null, false, true);

		/** Ignored, and nobody's. */
		public static final State IGNORED = new State(null, true);

		/** Nobody's, and ignored if it is. */
		public static final State UNASSIGNED = new State(null, null);

		/**
		 * The state of a face that belongs to somebody.
		 * @return the state
		 */
		public static State of(UUID personId) {
			return new State(personId, false);
		}

		boolean changes(LockedFace face) {
			return !Objects.equals(owner(face), face.personId()) || isIgnored(face) != face.ignored();
		}

		@Nullable UUID owner(LockedFace face) {
			return this.isOwnerKept ? face.personId() : this.personId;
		}

		boolean isIgnored(LockedFace face) {
			return (this.ignored != null) ? this.ignored : face.ignored();
		}

	}

	/**
	 * What became of the faces.
	 *
	 * @param changed the faces that were changed
	 * @param missing the faces that do not exist
	 * @param strangers the faces whose new person does not exist
	 */
	public record Outcome(Collection<UUID> changed, Collection<UUID> missing, Collection<UUID> strangers) {
	}

}
