package dev.tintype.image.overview;

import dev.tintype.data.sql.Dialect;
import dev.tintype.image.registry.ImageFields;

/**
 * When a picture was taken. Buckets of months and the facet of years are by this time.
 */
final class TakenTime {

	/** The field of the filter language. */
	static final String FIELD = "taken";

	private TakenTime() {
	}

	/**
	 * The SQL of the wall time, over {@code images i}.
	 */
	static String sql(Dialect dialect) {
		return ImageFields.ALL.sql(FIELD, dialect);
	}

}
