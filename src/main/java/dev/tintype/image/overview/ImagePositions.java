package dev.tintype.image.overview;

import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds the position of an image in a list, and its neighbours, with one statement.
 */
@Component
class ImagePositions {

	/**
	 * Counts all images of the list in one pass, and finds the neighbours in its order.
	 */
	private static final String FIND = """
			/* findImagePosition */
			SELECT count(i.image_id), count(CASE WHEN %2$s THEN 1 END), count(CASE WHEN i.image_id = a.id THEN 1 END),
			  (SELECT i.image_id FROM images i WHERE %2$s %4$s ORDER BY %5$s LIMIT 1),
			  (SELECT i.image_id FROM images i WHERE %3$s %4$s ORDER BY %6$s LIMIT 1)
			FROM (SELECT i.image_id AS id, %1$s FROM images i WHERE i.image_id = :id) a LEFT JOIN images i ON TRUE %4$s
			GROUP BY %7$s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	ImagePositions(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Finds an image.
	 * @return empty if the id is unknown
	 */
	Mono<ImagePosition> find(UUID id, ImageSelection selection) {
		return this.regexes.run(selection.isMatching(), () -> {
			Where where = selection.where(this.dialect);
			Order<Image> order = selection.order();
			Order<Image> reversed = order.reversed();
			String conditions = String.join("", where.conditions().stream().map((each) -> " AND " + each).toList());
			String sql = FIND.formatted(order.keyColumns(), reversed.behind("a"), order.behind("a"), conditions,
					reversed.orderBy(), order.orderBy(), keys(order));
			return this.statements.sql(sql)
				.bind(where.values())
				.bind(selection.orderValues())
				.bind("id", id)
				.one(ImagePositions::position);
		});
	}

	private static String keys(Order<Image> order) {
		StringBuilder keys = new StringBuilder("a.id");
		for (int i = 0; i < order.keys().size(); i++) {
			keys.append(", a.k").append(i);
		}
		return keys.toString();
	}

	private static ImagePosition position(Readable row) {
		long total = Columns.get(row, 0, Long.class);
		if (Columns.get(row, 2, Long.class) == 0) {
			return ImagePosition.missing(total);
		}
		return new ImagePosition(Columns.get(row, 1, Long.class) + 1, total, row.get(3, UUID.class),
				row.get(4, UUID.class));
	}

}
