package dev.tintype.search.filter;

import dev.tintype.data.sql.Dialect;

/**
 * An SQL expression for each database.
 */
record Expression(String h2, String postgresql) {

	String of(Dialect dialect) {
		return dialect.choose(this.h2, this.postgresql);
	}

}
