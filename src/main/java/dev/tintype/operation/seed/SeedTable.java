package dev.tintype.operation.seed;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A table that accepts seeds. The feature that owns the table implements it, with a
 * constructor without parameters. {@code META-INF/spring.factories} names the
 * implementation, because commands seed without a running service.
 */
public interface SeedTable {

	/**
	 * The name of the table.
	 * @return its name
	 */
	String name();

	/**
	 * The default key: columns that identify a row whose id is not given.
	 * @return columns, which every complete row has
	 */
	List<String> key();

	/**
	 * Adds derived values to a row, and validates it as the feature's endpoints do.
	 * @param row values by column, of the columns' types
	 * @return the row to store
	 * @throws SeedFault when the row must not be stored
	 */
	Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row);

	/**
	 * A statement that follows each added row.
	 * @return a statement whose only parameter is the row's id; null if none is needed
	 */
	default @Nullable String note(Dialect dialect) {
		return null;
	}

	/**
	 * A fault of a row.
	 */
	final class SeedFault extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final String column;

		/**
		 * Creates a fault.
		 * @param column that has the fault
		 * @param detail a short text for people that begins with a verb
		 */
		public SeedFault(String column, String detail) {
			super(detail);
			this.column = column;
		}

		/**
		 * The column with the fault.
		 * @return the name of a column
		 */
		public String column() {
			return this.column;
		}

	}

}
