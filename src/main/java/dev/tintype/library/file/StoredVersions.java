package dev.tintype.library.file;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads which files the versions of assets have.
 */
@Repository
class StoredVersions {

	private final Statements statements;

	private final Dialect dialect;

	StoredVersions(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	private static final String COLUMNS = "SELECT id, file_path, file_size, file_hash FROM file_versions ";

	private static final String PAGE = "/* findFilesOfVersions */ " + COLUMNS
			+ "WHERE id > :after ORDER BY id LIMIT :limit";

	/**
	 * Finds files.
	 * @param after the last id of the previous page
	 * @return in the order of the ids
	 */
	Mono<List<StoredVersion>> page(UUID after, int limit) {
		return this.statements.sql(PAGE)
			.bind("after", after)
			.bind("limit", limit)
			.<StoredVersion>all(StoredVersions::version)
			.collectList();
	}

	private static final String LOCK = "/* lockFileOfVersion */ " + COLUMNS + "WHERE id = :id FOR UPDATE";

	/**
	 * Finds the file of a version and locks the row until the end of the transaction.
	 * @return empty if the version was deleted
	 */
	Mono<StoredVersion> lock(UUID id) {
		return this.statements.sql(LOCK).bind("id", id).one(StoredVersions::version);
	}

	private static StoredVersion version(Readable row) {
		return new StoredVersion(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, Long.class), Columns.get(row, 3, String.class));
	}

	private static final String REFERRED = """
			/* findLocationsOfVersions */
			SELECT v.file_path FROM file_versions v %s
			UNION SELECT i.file_path FROM images i %s
			""";

	/**
	 * Selects the locations that a version or an image has.
	 */
	Mono<Set<String>> referred(Collection<String> locations) {
		String sql = REFERRED.formatted(this.dialect.among("v.file_path", "VARCHAR", "locations"),
				this.dialect.among("i.file_path", "VARCHAR", "locations"));
		return this.statements.sql(sql)
			.bind("locations", locations.toArray(String[]::new))
			.<String>all((row) -> Columns.get(row, 0, String.class))
			.collect(Collectors.toSet());
	}

	private static final String ANY = """
			/* findAnyFileOfLibrary */
			SELECT TRUE FROM file_versions WHERE LEFT(file_path, CHAR_LENGTH(:folder)) = :folder LIMIT 1
			""";

	/**
	 * Whether any version of this database has its file below a folder.
	 */
	Mono<Boolean> knows(String folder) {
		return this.statements.sql(ANY).bind("folder", folder).all((row) -> true).next().defaultIfEmpty(false);
	}

}
