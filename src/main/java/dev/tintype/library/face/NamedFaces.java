package dev.tintype.library.face;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.imaging.xmp.FaceRegion;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Stores the named faces that files contain. A face belongs to the oldest person of that
 * name, who is created if there is none.
 */
@Repository
public class NamedFaces {

	private static final int SURE = 100;

	private final Statements statements;

	private final Dialect dialect;

	private final FaceWriter writer;

	private final ChangeLog changes;

	NamedFaces(Statements statements, Dialect dialect, FaceWriter writer, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.writer = writer;
	}

	/**
	 * Stores the faces of photos in the caller's transaction, which has locked their
	 * assets. A name that cannot be that of a person is left out.
	 * @param pictures the photos with their regions
	 * @return completes when it is done
	 */
	public Mono<Void> insert(List<Picture> pictures) {
		Set<String> names = new TreeSet<>();
		pictures.forEach((picture) -> picture.regions().forEach((region) -> names.add(name(region))));
		names.remove("");
		if (names.isEmpty()) {
			return Mono.empty();
		}
		return people(names).flatMap((people) -> {
			List<NewFace> faces = new ArrayList<>();
			pictures.forEach((picture) -> faces.addAll(picture.faces(people)));
			return this.writer.insert(faces);
		});
	}

	// An empty name is no name.
	private static String name(FaceRegion region) {
		String name = Normalizer.normalize(region.name().strip(), Normalizer.Form.NFC);
		return (Texts.fault(name, 1, Texts.NAME_LENGTH) == null) ? name : "";
	}

	/** On H2 one transaction writes at a time, so there is nothing to lock. */
	private static final String LOCK_H2 = "/* lockNames */ SELECT TRUE WHERE :names IS NOT NULL";

	private static final String LOCK_POSTGRESQL = """
			/* lockNames */
			SELECT pg_advisory_xact_lock(n.key) FROM (
			  SELECT DISTINCT hashtextextended('person ' || name, 0) AS key
			  FROM unnest(CAST(:names AS TEXT ARRAY)) AS t(name) ORDER BY 1) n
			""";

	private static final String FIND = "/* findPeopleByName */ SELECT name, id FROM people %s ORDER BY created_at DESC, id DESC";

	private static final String CREATE = """
			/* createNamedPeople */
			INSERT INTO people (id, name)
			SELECT t.id, t.name FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:names AS VARCHAR ARRAY)) AS t(id, name)
			""";

	// Names are not unique, so no key prevents that two files create the same person.
	private Mono<Map<String, UUID>> people(Collection<String> names) {
		String[] all = names.toArray(String[]::new);
		return this.statements.sql(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL))
			.bind("names", all)
			.all((row) -> true)
			.then(Mono.defer(() -> this.statements.sql(FIND.formatted(this.dialect.among("name", "VARCHAR", "names")))
				.bind("names", all).<Map
						.Entry<String, UUID>>all(
								(row) -> Map.entry(Columns.get(row, 0, String.class), Columns.get(row, 1, UUID.class)))
				.collect(HashMap<String, UUID>::new, (known, person) -> known.put(person.getKey(), person.getValue()))))
			.flatMap((known) -> {
				List<String> added = names.stream().filter((name) -> !known.containsKey(name)).toList();
				added.forEach((name) -> known.put(name, Ids.next()));
				return create(added, known).thenReturn(known);
			});
	}

	private Mono<Void> create(List<String> names, Map<String, UUID> people) {
		return names.isEmpty() ? Mono.empty() : this.statements.sql(CREATE)
			.bind("ids", names.stream().map((name) -> Objects.requireNonNull(people.get(name))).toArray(UUID[]::new))
			.bind("names", names.toArray(String[]::new))
			.then()
			.then(this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.CREATED,
					names.stream().map((name) -> Objects.requireNonNull(people.get(name))).toList())));
	}

	/**
	 * A photo and the named faces in its file.
	 *
	 * @param width as displayed, in pixels
	 * @param height as displayed, in pixels
	 * @param regions relative to the picture as displayed
	 */
	public record Picture(UUID photoId, int width, int height, List<FaceRegion> regions) {

		List<NewFace> faces(Map<String, UUID> people) {
			List<NewFace> faces = new ArrayList<>();
			for (FaceRegion region : this.regions) {
				UUID person = people.get(name(region));
				FaceBox box = FaceBox.of(region, this.width, this.height);
				if (person != null && box != null) {
					faces.add(new NewFace(Ids.next(), this.photoId, person, box, SURE, null, null));
				}
			}
			return faces;
		}

	}

}
