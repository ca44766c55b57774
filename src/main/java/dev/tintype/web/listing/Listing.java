package dev.tintype.web.listing;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

/**
 * Reads the rows of a table that conditions select, slice by slice.
 *
 * @param <T> what a row means
 */
public final class Listing<T> {

	private final Statements statements;

	private final String name;

	private final String table;

	private final UnaryOperator<String> select;

	private final Function<Statements.Call, Mono<List<T>>> reading;

	/**
	 * Creates a listing whose statement returns one row for each row of the listing.
	 * @param name of the rows, used in the names of the statements
	 * @param table the table with its alias
	 * @param columns that the mapping reads
	 */
	public Listing(Statements statements, String name, String table, String columns,
			Function<? super Readable, ? extends T> mapping) {
		this(statements, name, table, (from) -> "/* list" + name + " */ SELECT " + columns + " " + from,
				(call) -> call.<T>all(mapping).collectList());
	}

	/**
	 * Creates a listing that maps the result of its statement itself.
	 * @param name of the rows, used in the names of the statements
	 * @param table the table with its alias
	 * @param select completes a statement from the SQL that starts with {@code FROM}
	 * @param reading executes the statement
	 */
	public Listing(Statements statements, String name, String table, UnaryOperator<String> select,
			Function<Statements.Call, Mono<List<T>>> reading) {
		this.statements = statements;
		this.name = name;
		this.table = table;
		this.select = select;
		this.reading = reading;
	}

	/**
	 * Returns the rows that conditions select, read in the order of an index.
	 * @return the rows
	 */
	public Rows<T> rows(Where where) {
		return new Selected<>(this, Plan.rows(this.table), where);
	}

	/**
	 * Reads a slice.
	 * @param plan how the rows are found
	 * @param where which rows the listing has
	 * @param slice which of them are read
	 * @return the rows, in the slice's order
	 */
	public Mono<List<T>> page(Plan plan, Where where, Slice<T> slice) {
		return this.reading.apply(call(plan, where, slice));
	}

	/**
	 * Returns the statement that reads a slice.
	 * @param plan how the rows are found
	 * @param where which rows the listing has
	 * @param slice which of them are read
	 * @return the statement with its parameters bound
	 */
	public Statements.Call call(Plan plan, Where where, Slice<T> slice) {
		Plan.Found found = plan.find(where, slice);
		Statements.Call call = this.statements.sql(this.select.apply(found.sql()))
			.bind(found.values())
			.bind("limit", slice.limit());
		return (slice.after() == null) ? call.bind("offset", slice.offset()) : call;
	}

	/**
	 * Counts rows.
	 * @return the exact number
	 */
	public Mono<Long> count(Where where) {
		return count("", where);
	}

	/**
	 * Counts rows with an index.
	 * @param hint the index that H2 uses, or an empty text
	 * @return the exact number
	 */
	public Mono<Long> count(String hint, Where where) {
		return this.statements
			.sql("/* count" + this.name + " */ SELECT count(*) FROM " + this.table + " " + hint + where.sql())
			.bind(where.values())
			.value(Long.class);
	}

	private record Selected<T>(Listing<T> listing, Plan plan, Where where) implements Rows<T> {

		@Override
		public Mono<List<T>> page(Slice<T> slice) {
			return this.listing.page(this.plan, this.where, slice);
		}

		@Override
		public Mono<Long> count() {
			return this.listing.count(this.where);
		}

	}

}
