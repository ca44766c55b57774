package dev.tintype.image.overview;

import java.util.Locale;

import dev.tintype.data.sql.Dialect;
import dev.tintype.image.registry.ImageFields;

/**
 * A facet of a list of images.
 */
enum FacetKind {

	/** Whether there is a current caption. */
	CAPTIONED("captioned") {

		@Override
		Object value(String text) {
			return Boolean.valueOf(text);
		}

		@Override
		String sql(Dialect dialect) {
			return "CASE WHEN " + super.sql(dialect) + " THEN 'true' ELSE 'false' END";
		}

	},

	/** The model of the current caption. */
	CAPTION_MODEL("caption_model"),

	/** Who wrote the current caption. */
	CAPTION_SOURCE("caption_source"),

	/** The type of the file. */
	MIME_TYPE("mime_type"),

	/** The folder that contains the file. */
	FOLDER("folder") {

		@Override
		boolean isAlone() {
			return true;
		}

	},

	/** Whether the picture is wider than high. */
	SHAPE("aspect") {

		@Override
		String sql(Dialect dialect) {
			return """
					CASE WHEN i.width > i.height THEN 'landscape' WHEN i.width < i.height THEN 'portrait'
					  WHEN i.width > 0 THEN 'square' END""";
		}

	},

	/** The year in which the picture was taken. */
	YEAR(TakenTime.FIELD) {

		@Override
		Object value(String text) {
			return Integer.valueOf(text);
		}

		@Override
		String sql(Dialect dialect) {
			return dialect.choose("EXTRACT(YEAR FROM %s)", "date_part('year', %s)").formatted(TakenTime.sql(dialect));
		}

	};

	private final String field;

	FacetKind(String field) {
		this.field = field;
	}

	/**
	 * The field of the filter language whose conditions are the facet's own.
	 */
	String field() {
		return this.field;
	}

	/**
	 * Whether the facet is counted by itself, because its many values would make too many
	 * combinations.
	 */
	boolean isAlone() {
		return false;
	}

	/**
	 * The SQL of the value, null for images without a value, over {@code images i}.
	 */
	String sql(Dialect dialect) {
		return ImageFields.ALL.sql(this.field, dialect);
	}

	/**
	 * The name in the response.
	 */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The value as JSON has it.
	 * @param text the value cast to a text
	 */
	Object value(String text) {
		return text;
	}

}
