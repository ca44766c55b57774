package dev.tintype.operation.seed;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A table into which seed files may put rows. The feature that owns the table implements
 * it, with a constructor without parameters, and names it in
 * {@code META-INF/spring.factories}: rows are seeded outside of a running service too.
 */
public interface SeedTable {

	/**
	 * Which table it is.
	 * @return its name
	 */
	String name();

	/**
	 * By what two rows are the same if their ids do not tell.
	 * @return columns, which every complete row has
	 */
	List<String> key();

	/**
	 * Adds to a row what follows from it, and checks it as the feature's endpoints do.
	 * @param row values by column, of the columns' types
	 * @return the row as it is to be stored
	 * @throws SeedFault when such a row must not be stored
	 */
	Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row);

	/**
	 * What else is to be written when a row was added.
	 * @return a statement whose only parameter is the row's id, or null
	 */
	default @Nullable String note(Dialect dialect) {
		return null;
	}

	/**
	 * What is wrong with a row.
	 */
	final class SeedFault extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final String column;

		/**
		 * A fault.
		 * @param column which has it
		 * @param detail a short sentence for people that begins with a verb
		 */
		public SeedFault(String column, String detail) {
			super(detail);
			this.column = column;
		}

		/**
		 * Where it is.
		 * @return the name of a column
		 */
		public String column() {
			return this.column;
		}

	}

}
