package dev.tintype.library.face;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.imaging.xmp.EmbeddedFields.Regions;
import dev.tintype.imaging.xmp.FaceRegion;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads who is in a picture and where, for the metadata of its files.
 */
@Repository
public class PicturedPeople {

	private static final String FIND = """
			/* findPicturedPeople */
			SELECT p.name, CAST(f.bounding_box AS VARCHAR), i.width, i.height
			FROM file_versions v JOIN faces f ON f.photo_id = v.id
			  JOIN media_assets a ON a.id = v.media_asset_id LEFT JOIN images i ON i.image_id = a.image_id
			  LEFT JOIN people p ON p.id = f.person_id AND NOT f.ignored
			WHERE v.media_asset_id = :asset ORDER BY p.name, f.id
			""";

	private final Statements statements;

	PicturedPeople(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Finds the people in the picture of an asset.
	 * @return nobody if all faces are unassigned; {@link Pictured#UNKNOWN} if the asset
	 * has no faces
	 */
	public Mono<Pictured> find(UUID assetId) {
		return this.statements.sql(FIND)
			.bind("asset", assetId)
			.<Found>all(Found::of)
			.collectList()
			.map((found) -> found.isEmpty() ? Pictured.UNKNOWN : pictured(found));
	}

	private static Pictured pictured(List<Found> found) {
		List<Found> named = found.stream().filter((face) -> face.name() != null).toList();
		Found first = found.get(0);
		Integer width = first.width();
		Integer height = first.height();
		List<String> names = named.stream().map((face) -> String.valueOf(face.name())).distinct().toList();
		if (width == null || height == null) {
			return new Pictured(names, null);
		}
		List<FaceRegion> regions = named.stream()
			.filter((face) -> face.box() != null)
			.map((face) -> region(face, width, height))
			.toList();
		return new Pictured(names, new Regions(width, height, regions, 1));
	}

	private static FaceRegion region(Found face, int width, int height) {
		FaceBox box = (face.box() != null) ? face.box() : new FaceBox(0, 0, width, height);
		return box.region(String.valueOf(face.name()), width, height);
	}

	private record Found(@Nullable String name, @Nullable FaceBox box, @Nullable Integer width,
			@Nullable Integer height) {

		static Found of(Readable row) {
			return new Found(row.get(0, String.class), FaceBox.of(Columns.get(row, 1, String.class)),
					row.get(2, Integer.class), row.get(3, Integer.class));
		}

	}

	/**
	 * Who is in a picture.
	 *
	 * @param names each once; null: the file keeps what it says
	 * @param regions their faces, for a file without an orientation; null: the file keeps
	 * what it says
	 */
	public record Pictured(@Nullable List<String> names, @Nullable Regions regions) {

		/** The library knows nothing about the picture. */
		public static final Pictured UNKNOWN = new Pictured(null, null);

	}

}
