package dev.tintype.data.database;

import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.data.sql.Dialect;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets migrations use the extension pg_trgm in whichever schema an administrator created
 * it. The setting lasts only for the transaction of a migration, because a session behind
 * a pooler has other users too.
 */
final class ExtensionPath implements Callback {

	private static final String APPEND = """
			SELECT set_config('search_path',
			  concat_ws(', ', nullif(current_setting('search_path'), ''), quote_ident(n.nspname)), TRUE)
			FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
			WHERE e.extname = 'pg_trgm' AND n.nspname <> ALL (current_schemas(TRUE))
			""";

	private final Dialect dialect;

	ExtensionPath(Dialect dialect) {
		this.dialect = dialect;
	}

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.BEFORE_EACH_MIGRATE && this.dialect == Dialect.POSTGRESQL;
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		try (Statement statement = context.getConnection().createStatement()) {
			statement.execute(APPEND);
		}
		catch (SQLException ex) {
			throw new FlywayException(ex);
		}
	}

	@Override
	public String getCallbackName() {
		return "extensionPath";
	}

}
