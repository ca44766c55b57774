package dev.tintype.support;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

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
 * Executes statements, each on the connection of the transaction around it or else on one
 * of the pool that it gives back at once. It does what Spring's {@code Statements} does
 * for this service, with a quarter of the operators: texts are parsed once, and
 * exceptions stay those of the driver.
 */
@Component
public class Statements {

	private final ConnectionFactory connections;

	/**
	 * By their texts, of which there are only as many as listings have combinations of
	 * filters.
	 */
	private final Map<String, Sql> parsed = new ConcurrentHashMap<>();

	private final @Nullable Replication replication;

	Statements(ConnectionFactory connections, ObjectProvider<Replication> replication) {
		this.connections = connections;
		this.replication = replication.getIfAvailable();
	}

	/**
	 * Begins a statement.
	 * @param text with named parameters like {@code :image_id}; no value is ever part of
	 * it
	 * @return takes the parameters
	 */
	public Call sql(String text) {
		Sql known = this.parsed.get(text);
		return new Call((known != null) ? known : this.parsed.computeIfAbsent(text, Sql::of));
	}

	private <T> Flux<T> execute(Sql.Access access, Function<Connection, Flux<T>> work) {
		return Flux.deferContextual((context) -> {
			Transactions.Scope scope = Transactions.scope(context);
			if (scope != null) {
				// The transaction's own connection, which it gives back itself.
				return ConnectionFactoryUtils.getConnection(scope.connections(access, this.connections))
					.flatMapMany(work);
			}
			return (this.replication != null) ? execute(access, work, this.replication, context)
					: execute(this.connections, work);
		});
	}

	private static <T> Flux<T> execute(ConnectionFactory connections, Function<Connection, Flux<T>> work) {
		return Flux.usingWhen(connections.create(), work, Connection::close);
	}

	private <T> Flux<T> execute(Sql.Access access, Function<Connection, Flux<T>> work, Replication replication,
			ContextView context) {
		Flux<T> here = execute(this.connections, work);
		if (access == Sql.Access.WRITES) {
			Runnable tell = () -> replication.committed(context);
			return here.doOnTerminate(tell).doOnCancel(tell);
		}
		Replication.Source source = (access == Sql.Access.READS) ? replication.source(context) : null;
		if (source == null) {
			return here;
		}
		AtomicBoolean begun = new AtomicBoolean();
		return execute(source.connections(), work).timeout(source.silence())
			.doOnNext((row) -> begun.setPlain(true))
			.onErrorResume((ex) -> !begun.getPlain() && source.isAtFault(ex), (ex) -> here);
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
		 * Gives a parameter its value.
		 * @param name without the colon
		 * @param value not null: in an array of values neither
		 * @return this
		 */
		public Call bind(String name, Object value) {
			this.values[this.sql.index(name)] = Objects.requireNonNull(value, name);
			return this;
		}

		/**
		 * Gives several parameters their values.
		 * @param more by name, none null
		 * @return this
		 */
		public Call bind(Map<String, ?> more) {
			more.forEach(this::bind);
			return this;
		}

		/**
		 * Executes and reads the rows.
		 * @param <T> what a row means
		 * @param mapping reads a row, whose columns have the indexes of their order
		 * @return the rows, in the order of the statement
		 */
		public <T> Flux<T> all(Function<? super Readable, ? extends T> mapping) {
			return results((result) -> result.map(mapping));
		}

		/**
		 * Executes and reads the only row.
		 * @param <T> what it means
		 * @param mapping reads the row
		 * @return empty when there is none
		 */
		public <T> Mono<T> one(Function<? super Readable, ? extends T> mapping) {
			return this.<T>all(mapping).singleOrEmpty();
		}

		/**
		 * Executes and reads the first column of the only row.
		 * @param <T> the type
		 * @param type of the column
		 * @return empty when there is no row
		 */
		public <T> Mono<T> value(Class<T> type) {
			return one((row) -> Objects.requireNonNull(row.get(0, type)));
		}

		/**
		 * Executes and counts.
		 * @return how many rows were changed
		 */
		public Mono<Long> update() {
			return results(Result::getRowsUpdated).reduce(0L, Long::sum);
		}

		/**
		 * Executes.
		 * @return when it is done
		 */
		public Mono<Void> then() {
			return results(Result::getRowsUpdated).then();
		}

		private <T> Flux<T> results(Function<Result, ? extends Publisher<? extends T>> reading) {
			return execute(this.sql.access(),
					(connection) -> Flux.from(statement(connection).execute()).concatMap(reading));
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

}
