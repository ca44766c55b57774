package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes the content of an archive.
 *
 * @param format the version of the archive format
 * @param schemaVersion the schema version of the database
 * @param database its kind and version
 * @param source its address, without credentials
 * @param createdAt when the backup began
 * @param parts one per table, in the order of a restore
 * @param files those that belong to rows
 */
record Manifest(int format, String schemaVersion, String database, String source, Instant createdAt, List<Part> parts,
		FilesPart files) {

	/** The name of its entry in the ZIP. */
	static final String ENTRY = "manifest.json";

	/** The only format so far. */
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
	 * @throws ArchiveException when it has a newer format, or is not a manifest
	 */
	static Manifest parse(Path file, byte[] json) {
		try {
			JsonNode tree = JSON.readTree(json);
			int format = tree.path("format").asInt(0);
			if (format > FORMAT) {
				throw new ArchiveException("%s has format %d; this release supports up to %d: use a newer release"
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
	 * @return in no particular order
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
	 * @param folder the folder of uploads, as in the rows
	 * @param included whether they are in the archive
	 * @param count the number of files
	 * @param sha256 of the part; empty if there is none
	 * @param others the other folders by their names, as in the rows; null in archives of
	 * earlier releases
	 */
	record FilesPart(String folder, boolean included, long count, String sha256, @Nullable Map<String, String> others) {

		/** The name of its entry in the ZIP. */
		static final String ENTRY = "files.tar";

		/**
		 * The former folder of files.
		 * @return null if the archive does not know them
		 */
		@Nullable String folderOf(StoredFiles area, boolean isFirst) {
			return isFirst ? this.folder : (this.others != null) ? this.others.get(FilesPart.name(area)) : null;
		}

		static String name(StoredFiles area) {
			return String.valueOf(area.folder().getFileName());
		}

	}

	/**
	 * The rows of a table.
	 *
	 * @param table its name
	 * @param rows the number of rows
	 * @param sha256 of the uncompressed part
	 * @param columns in the order of the fields of a line
	 */
	record Part(String table, long rows, String sha256, List<Column> columns) {

		/**
		 * The name of its entry in the ZIP.
		 * @return a path inside the archive
		 */
		String entry() {
			return "tables/" + this.table + ".copy";
		}

	}

}
