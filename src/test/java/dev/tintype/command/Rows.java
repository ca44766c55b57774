package dev.tintype.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.TintypeApplication;
import dev.tintype.database.DatabaseAccess;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Writes and reads rows where no service runs.
 */
final class Rows {

	private Rows() {
	}

	static void execute(Commands commands, String sql) {
		with(commands, (statement) -> {
			statement.execute(sql);
			return "";
		});
	}

	static String one(Commands commands, String sql) {
		return with(commands, (statement) -> {
			try (ResultSet row = statement.executeQuery(sql)) {
				row.next();
				return row.getString(1);
			}
		});
	}

	private static String with(Commands commands, Work work) {
		try (ConfigurableApplicationContext context = new CommandContexts(TintypeApplication.class, commands.settings())
			.open();
				Connection connection = context.getBean(DatabaseAccess.class).existing().getConnection();
				Statement statement = connection.createStatement()) {
			return work.with(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What is done with a statement. */
	private interface Work {

		String with(Statement statement) throws SQLException;

	}

}
