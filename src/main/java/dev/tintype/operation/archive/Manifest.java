package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.Column;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an archive says of itself.
 *
 * @param format how the archive is written
 * @param schemaVersion the migration that the database had reached
 * @param database which kind and version it was
 * @param source where it was, without credentials
 * @param createdAt when the backup began
 * @param parts one a table, in the order in which they can be restored
 * @param files those that belong to rows
 */
record Manifest(int format, String schemaVersion, String database, String source, Instant createdAt, List<Part> parts,
		FilesPart files) {

	/** The name of its entry. */
	static final String ENTRY = "manifest.json";

	/** The only one so far. */
	static final int FORMAT = 1;

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	byte[] toJson() {
		return JSON.writeValueAsBytes(this);
	}

	/**
	 * Reads a manifest.
	 * @return the manifest
	 * @throws ArchiveException when it is of a newer format, or none at all
	 */
	static Manifest parse(Path file, byte[] json) {
		try {
			JsonNode tree = JSON.readTree(json);
			int format = tree.path("format").asInt(0);
			if (format > FORMAT) {
				throw new ArchiveException("%s has format %d; this release knows up to %d: use a newer one"
					.formatted(file, format, FORMAT));
			}
			if (format < 1) {
				throw new ArchiveException("%s has a manifest without a format".formatted(file));
			}
			return JSON.treeToValue(tree, Manifest.class);
		}
		catch (JacksonException ex) {
			throw new ArchiveException("%s has a manifest that cannot be read".formatted(file), ex);
		}
	}

	/**
	 * The names of all entries.
	 * @return in no order
	 */
	Stream<String> entries() {
		Stream<String> own = this.files.included() ? Stream.of(ENTRY, FilesPart.ENTRY) : Stream.of(ENTRY);
		return Stream.concat(own, this.parts.stream().map(Part::entry));
	}

	long rows() {
		return this.parts.stream().mapToLong(Part::rows).sum();
	}

	ArchiveSummary summary(Path file, long bytes) {
		Map<String, Long> tables = new TreeMap<>();
		this.parts.forEach((part) -> tables.put(part.table(), part.rows()));
		return new ArchiveSummary(file, bytes, this.schemaVersion, this.database, this.source, this.createdAt, tables,
				this.files.included() ? this.files.count() : null);
	}

	/**
	 * The stored files.
	 *
	 * @param folder where they were, as the rows have it
	 * @param included whether they are in the archive
	 * @param count how many are
	 * @param sha256 of the part; empty without one
	 */
	record FilesPart(String folder, boolean included, long count, String sha256) {

		/** The name of its entry. */
		static final String ENTRY = "files.tar";

	}

	/**
	 * The rows of a table.
	 *
	 * @param table its name
	 * @param rows how many
	 * @param sha256 of the part as it is when inflated
	 * @param columns in the order of the fields of a line
	 */
	record Part(String table, long rows, String sha256, List<Column> columns) {

		/**
		 * The name of its entry.
		 * @return a path inside the archive
		 */
		String entry() {
			return "tables/" + this.table + ".copy";
		}

	}

}
