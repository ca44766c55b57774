package dev.tintype.library.recognition;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the faces that show people: the chosen one, else that in the first photo.
 */
@Repository
public class FaceCovers {

	private static final String FIND = """
			/* findFacesOfPeople */
			SELECT p.id, p.name, COALESCE(
			  (SELECT f.id FROM faces f WHERE f.id = p.selected_thumbnail_face_id AND f.counted_person_id = p.id),
			  (SELECT f.id FROM faces f WHERE f.counted_person_id = p.id ORDER BY f.photo_id, f.id LIMIT 1))
			FROM people p %s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final FaceRepository faces;

	FaceCovers(Statements statements, Dialect dialect, FaceRepository faces) {
		this.statements = statements;
		this.dialect = dialect;
		this.faces = faces;
	}

	/**
	 * Finds how people are shown.
	 * @return covers by person, of those that exist
	 */
	public Mono<Map<UUID, Cover>> find(Collection<UUID> people) {
		if (people.isEmpty()) {
			return Mono.just(Map.of());
		}
		return this.statements.sql(FIND.formatted(this.dialect.among("p.id", "UUID", "ids")))
			.bind("ids", people.stream().distinct().toArray(UUID[]::new))
			.<Found>all(Found::of)
			.collectList()
			.flatMap((found) -> urls(found).map((urls) -> {
				Map<UUID, Cover> covers = new HashMap<>();
				found.forEach((each) -> covers.put(each.person(),
						new Cover(each.name(), (each.face() != null) ? urls.get(each.face()) : null)));
				return covers;
			}));
	}

	private Mono<Map<UUID, String>> urls(List<Found> found) {
		List<UUID> ids = found.stream()
			.map(Found::face)
			.filter(Objects::nonNull)
			.<UUID>map(Objects::requireNonNull)
			.toList();
		return ids.isEmpty() ? Mono.just(Map.of()) : this.faces.findAllById(ids).collectMap(Face::id, Face::cropUrl);
	}

	private record Found(UUID person, String name, @Nullable UUID face) {

		static Found of(Readable row) {
			return new Found(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					row.get(2, UUID.class));
		}

	}

	/**
	 * How a person is shown.
	 *
	 * @param url the path of a cropped face, null if the person has none
	 */
	public record Cover(String name, @Nullable String url) {
	}

}
