package dev.tintype.data.sql;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import org.springframework.stereotype.Component;

/**
 * Executes statements on the connection of the surrounding transaction, or on a pooled
 * connection that it returns at once. It replaces Spring's {@code DatabaseClient} with a
 * quarter of the operators: it parses a text once, and keeps the driver's exceptions. It
 * retries a statement if the connection failed before the statement was sent, or during a
 * read without a row so far.
 */
@Component
public class Statements {

	private final ConnectionFactory connections;

	private final Retries retries;

	private final SqlLog log;

	/**
	 * More texts than the service has without filters. Clients may send any number of
	 * filters; a text that is not kept is only parsed again.
	 */
	private static final int MOST_PARSED = 2_000;

	/** A longer text that has a client's filter is not kept, in characters. */
	private static final int LONGEST_OF_CLIENTS = 4_000;

	/** How the names of the values of filters begin. */
	private static final String FILTER_VALUE = ":filter_";

	/** The parsed statements by their texts. */
	private final Map<String, Sql> parsed = new ConcurrentHashMap<>();

	private final @Nullable Replication replication;

	Statements(ConnectionFactory connections, Retries retries, SqlLog log, ObjectProvider<Replication> replication) {
		this.connections = connections;
		this.retries = retries;
		this.log = log;
		this.replication = replication.getIfAvailable();
	}

	/**
	 * Begins a statement.
	 * @param text with named parameters like {@code :image_id}; it never contains a value
	 * @return takes the parameters
	 */
	public Call sql(String text) {
		Sql known = this.parsed.get(text);
		return new Call((known != null) ? known : parse(text));
	}

	private Sql parse(String text) {
		boolean isKept = this.parsed.size() < MOST_PARSED
				&& (text.length() <= LONGEST_OF_CLIENTS || !text.contains(FILTER_VALUE));
		return isKept ? this.parsed.computeIfAbsent(text, Sql::of) : Sql.of(text);
	}

	/**
	 * Tells whether writes are refused at the moment.
	 * @return whether the disk of the embedded database is full
	 */
	public boolean isDiskFull() {
		return this.retries.room().isLacking();
	}

	private <T> Flux<T> execute(Sql.Access access, boolean repeatable, Function<Execution, Flux<T>> work) {
		return Flux.deferContextual((context) -> {
			if (access == Sql.Access.WRITES && isDiskFull()) {
				return Flux.error(DiskFull.refusal());
			}
			Transactions.Scope scope = Transactions.scope(context);
			if (scope != null) {
				// The transaction returns its connection itself.
				return ConnectionFactoryUtils.getConnection(scope.connections(access, this.connections))
					.flatMapMany((connection) -> work.apply(new Execution(false).on(connection)));
			}
			Flux<T> here = attempt(new Execution(repeatable), work, this.retries.begin());
			return (this.replication != null) ? execute(access, work, here, this.replication, context) : here;
		});
	}

	private <T> Flux<T> execute(Sql.Access access, Function<Execution, Flux<T>> work, Flux<T> here, Replication copies,
			ContextView context) {
		if (access == Sql.Access.WRITES) {
			Runnable tell = () -> copies.committed(context);
			return here.doOnTerminate(tell).doOnCancel(tell);
		}
		Replication.Source source = (access == Sql.Access.READS) ? copies.source(context) : null;
		if (source == null) {
			return here;
		}
		Execution there = new Execution(true);
		return Flux
			.usingWhen(source.connections().create(), (connection) -> work.apply(there.on(connection)),
					Connection::close)
			.timeout(source.silence())
			.onErrorResume((ex) -> there.mayBeginAnew() && source.isAtFault(ex), (ex) -> here);
	}

	private <T> Flux<T> attempt(Execution execution, Function<Execution, Flux<T>> work, Retries.Work course) {
		return Flux
			.usingWhen(this.connections.create(), (connection) -> work.apply(execution.on(connection)),
					Connection::close)
			.onErrorResume((ex) -> execution.mayBeginAnew() ? course.<T>afterFailure(ex)
				.thenMany(Flux.defer(() -> attempt(execution, work, course)))
				.contextWrite(course::limit) : Flux.error(this.retries.room().hear(ex)));
	}

	/**
	 * A statement and the values of its parameters. It may be executed more than once.
	 */
	public final class Call {

		private final Sql sql;

		private final @Nullable Object[] values;

		Call(Sql sql) {
			this.sql = sql;
			this.values = new Object[sql.names().size()];
		}

		/**
		 * Sets a parameter.
		 * @param name without the colon
		 * @param value not null, and an array without null elements
		 * @return this
		 */
		public Call bind(String name, Object value) {
			this.values[this.sql.index(name)] = Objects.requireNonNull(value, name);
			return this;
		}

		/**
		 * Sets several parameters.
		 * @param more values by name, none null
		 * @return this
		 */
		public Call bind(Map<String, ?> more) {
			more.forEach(this::bind);
			return this;
		}

		/**
		 * Executes the statement and reads its rows.
		 * @param <T> what a row means
		 * @param mapping reads a row, whose columns have the indexes of their order
		 * @return the rows, in the order of the statement
		 */
		public <T> Flux<T> all(Function<? super Readable, ? extends T> mapping) {
			return execute(this.sql.access(), this.sql.isPlainRead(),
					(execution) -> results(execution, (result) -> result.map((row) -> {
						execution.given = true;
						return mapping.apply(row);
					}), (row) -> 1));
		}

		/**
		 * Executes the statement and reads its only row.
		 * @param <T> what the row means
		 * @param mapping reads the row
		 * @return empty if there is no row
		 */
		public <T> Mono<T> one(Function<? super Readable, ? extends T> mapping) {
			return this.<T>all(mapping).singleOrEmpty();
		}

		/**
		 * Executes the statement and reads the first column of its only row.
		 * @param <T> the type
		 * @return empty if there is no row
		 */
		public <T> Mono<T> value(Class<T> type) {
			return one((row) -> Objects.requireNonNull(row.get(0, type)));
		}

		/**
		 * Executes the statement and counts its changes.
		 * @return how many rows were changed
		 */
		public Mono<Long> update() {
			return counts().reduce(0L, Long::sum);
		}

		/**
		 * Executes the statement.
		 * @return completes when it is done
		 */
		public Mono<Void> then() {
			return counts().then();
		}

		private Flux<Long> counts() {
			return execute(this.sql.access(), false,
					(execution) -> results(execution, Result::getRowsUpdated, (changed) -> changed));
		}

		private <T> Flux<T> results(Execution execution, Function<Result, ? extends Publisher<? extends T>> reading,
				ToLongFunction<T> rows) {
			Flux<T> results = Flux.from(statement(execution.connection()).execute()).concatMap(reading);
			return Statements.this.log.over(this.sql.text(), results, rows);
		}

		private Statement statement(Connection connection) {
			Statement statement = connection.createStatement(this.sql.text());
			for (int i = 0; i < this.values.length; i++) {
				Object value = this.values[i];
				if (value == null) {
					throw new IllegalStateException("No value for :" + this.sql.names().get(i));
				}
				statement.bind(i, value);
			}
			return statement;
		}

	}

	/**
	 * Knows whether one execution may be retried.
	 */
	private static final class Execution {

		private final boolean repeatable;

		private @Nullable Connection connection;

		/** Whether a row was read, which the subscriber may have seen. */
		private volatile boolean given;

		Execution(boolean repeatable) {
			this.repeatable = repeatable;
		}

		Execution on(Connection opened) {
			this.connection = opened;
			return this;
		}

		Connection connection() {
			return Objects.requireNonNull(this.connection);
		}

		// Nothing was sent, or only a read that has returned no row.
		boolean mayBeginAnew() {
			return this.connection == null || (this.repeatable && !this.given);
		}

	}

}
