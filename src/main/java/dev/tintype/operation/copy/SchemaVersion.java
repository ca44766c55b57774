package dev.tintype.operation.copy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

import dev.tintype.data.sql.Dialect;
import org.flywaydb.core.api.MigrationVersion;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Determines the schema version of a database, in numbers that both databases share. A
 * migration for one kind of database also raises the version of the other, once all
 * earlier ones have been applied.
 */
public final class SchemaVersion {

	private static final String APPLIED = "SELECT version FROM " + DerivedTables.HISTORY
			+ " WHERE success AND version IS NOT NULL";

	private static final MigrationVersion NONE = MigrationVersion.fromVersion("0");

	private SchemaVersion() {
	}

	/**
	 * The newest schema that this release supports.
	 * @return the version, for either kind of database
	 */
	public static MigrationVersion newest() {
		return last(known("*"));
	}

	/**
	 * The schema version of a database.
	 * @param dialect the kind of database
	 * @return the greatest version below the first pending migration
	 * @throws SQLException when the database does not respond
	 * @throws ArchiveException when there is no schema
	 */
	public static MigrationVersion of(Connection connection, Dialect dialect) throws SQLException {
		NavigableSet<MigrationVersion> applied = applied(connection);
		NavigableSet<MigrationVersion> all = known("*");
		NavigableSet<MigrationVersion> pending = known(dialect.choose("h2", "postgresql"));
		pending.removeAll(applied);
		if (pending.isEmpty()) {
			all.addAll(applied);
			return last(all);
		}
		return last(all.headSet(pending.first(), false));
	}

	private static NavigableSet<MigrationVersion> applied(Connection connection) throws SQLException {
		NavigableSet<MigrationVersion> applied = new TreeSet<>();
		try (ResultSet tables = connection.getMetaData()
			.getTables(null, connection.getSchema(), DerivedTables.HISTORY, null)) {
			if (!tables.next()) {
				throw new ArchiveException("The database has no schema yet: run \"db init\" first");
			}
		}
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(APPLIED)) {
			while (rows.next()) {
				applied.add(MigrationVersion.fromVersion(rows.getString(1)));
			}
		}
		return applied;
	}

	private static NavigableSet<MigrationVersion> known(String folder) {
		NavigableSet<MigrationVersion> versions = new TreeSet<>();
		try {
			for (Resource file : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:db/migration/" + folder + "/V*__*.sql")) {
				String name = String.valueOf(file.getFilename());
				versions.add(MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))));
			}
		}
		catch (IOException ex) {
			throw new ArchiveException("The migrations of this release cannot be read", ex);
		}
		return versions;
	}

	private static MigrationVersion last(Collection<MigrationVersion> versions) {
		return versions.stream().max(MigrationVersion::compareTo).orElse(NONE);
	}

}
