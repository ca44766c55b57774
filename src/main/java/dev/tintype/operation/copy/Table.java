package dev.tintype.operation.copy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A table whose rows an archive contains.
 *
 * @param name in lower case
 * @param columns without generated ones
 * @param large the names of columns that H2 stores apart from their row
 * @param identity the column that the database numbers; null if there is none
 * @param parents tables that its foreign keys refer to, except itself
 */
public record Table(String name, List<Column> columns, Set<String> large, @Nullable String identity,
		Set<String> parents) {

	/**
	 * The name as SQL writes it.
	 * @return in double quotation marks
	 */
	public String quoted() {
		return quoted(this.name);
	}

	/**
	 * The columns as SQL writes them.
	 * @return in their order, separated by commas
	 */
	public String columnList() {
		return this.columns.stream().map((column) -> quoted(column.name())).collect(Collectors.joining(", "));
	}

	/**
	 * Copies the table with its columns in another order.
	 * @param others the columns in the order of the fields of a line
	 * @return a copy
	 */
	public Table with(List<Column> others) {
		return new Table(this.name, others, this.large, this.identity, this.parents);
	}

	public static String quoted(String name) {
		return '"' + name.replace("\"", "\"\"") + '"';
	}

}
