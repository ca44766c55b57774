package dev.tintype.search.filter;

import dev.tintype.data.sql.Dialect;

/**
 * An SQL expression for each database.
 */
record Expression(String h2, String postgresql) {

	String of(Dialect dialect) {
		return dialect.choose(this.h2, this.postgresql);
	}

	/**
	 * Puts the expression into others.
	 * @param forH2 in which {@code %s} stands for it
	 * @param forPostgresql in which {@code %s} stands for it
	 */
	Expression within(String forH2, String forPostgresql) {
		return new Expression(forH2.replace("%s", this.h2), forPostgresql.replace("%s", this.postgresql));
	}

}
