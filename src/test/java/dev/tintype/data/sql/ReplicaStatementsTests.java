package dev.tintype.data.sql;

import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Where statements run if there is a replica of the database.
 */
class ReplicaStatementsTests {

	private static final String READ = "SELECT who FROM answers";

	private final Copy copy = new Copy();

	@Test
	void readingStatementRunsOnReplica() {
		StepVerifier.create(read(Flux.just("copy"))).expectNext("copy").verifyComplete();
		assertThat(this.copy.commits).hasValue(0);
	}

	@Test
	void writingStatementRunsOnDatabaseAndIsRecorded() {
		this.copy.rows = Flux.just("copy");
		StepVerifier
			.create(statements().sql("DELETE FROM answers")
				.<String>all(ReplicaStatementsTests::text)
				.doOnComplete(() -> assertThat(this.copy.commits).hasValue(1)))
			.expectNext("database")
			.verifyComplete();
		assertThat(this.copy.commits).hasValue(1);
	}

	@Test
	void settingStatementRunsOnDatabase() {
		this.copy.rows = Flux.just("copy");
		StepVerifier
			.create(statements().sql("SELECT set_config('a', 'b', TRUE)").<String>one(ReplicaStatementsTests::text))
			.expectNext("database")
			.verifyComplete();
		assertThat(this.copy.commits).hasValue(0);
	}

	@Test
	void databaseAnswersWhenReplicaFailsBeforeFirstRow() {
		StepVerifier.create(read(Flux.error(new R2dbcNonTransientResourceException("closed"))))
			.expectNext("database")
			.verifyComplete();
	}

	@Test
	void databaseAnswersWhenReplicaCannotBeReached() {
		this.copy.reachable = false;
		StepVerifier.create(read(Flux.just("copy"))).expectNext("database").verifyComplete();
	}

	@Test
	void databaseAnswersWhenReplicaIsGivenUpBeforeFirstRow() {
		StepVerifier.create(read(Flux.never()))
			.then(this.copy.silence::tryEmitEmpty)
			.expectNext("database")
			.verifyComplete();
	}

	@Test
	void rowsAreNotReadTwice() {
		StepVerifier
			.create(read(Flux.concat(Flux.just("copy"), Flux.error(new R2dbcNonTransientResourceException("closed")))))
			.expectNext("copy")
			.verifyError(R2dbcNonTransientResourceException.class);
	}

	@Test
	void abandonedReplicaFinishesStartedResult() {
		Sinks.Many<String> rows = Sinks.many().unicast().onBackpressureBuffer();
		rows.tryEmitNext("copy");
		StepVerifier.create(read(rows.asFlux()))
			.expectNext("copy")
			.then(this.copy.silence::tryEmitEmpty)
			.then(() -> rows.tryEmitNext("more"))
			.then(rows::tryEmitComplete)
			.expectNext("more")
			.verifyComplete();
	}

	@Test
	void faultOfStatementIsNotRetried() {
		StepVerifier.create(read(Flux.error(new R2dbcBadGrammarException("bad", "42601"))))
			.verifyError(R2dbcBadGrammarException.class);
	}

	private Flux<String> read(Flux<String> rows) {
		this.copy.rows = rows;
		return statements().sql(READ).all(ReplicaStatementsTests::text);
	}

	private Statements statements() {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("copy", this.copy);
		return new Statements(connections(Flux.just("database")), new Retries(), new SqlLog(false),
				beans.getBeanProvider(Replication.class));
	}

	private static String text(Readable row) {
		return Objects.requireNonNull(row.get(0, String.class));
	}

	private static ConnectionFactory connections(Flux<String> answers) {
		Result result = mock();
		given(result.map(any(Function.class))).willAnswer((call) -> {
			Function<Readable, Object> mapping = call.getArgument(0);
			return answers.map((text) -> mapping.apply(row(text)));
		});
		Statement statement = mock();
		given(statement.execute()).willAnswer((call) -> Mono.just(result));
		Connection connection = mock();
		given(connection.createStatement(any())).willReturn(statement);
		given(connection.close()).willReturn(Mono.empty());
		ConnectionFactory factory = mock();
		given(factory.create()).willAnswer((call) -> Mono.just(connection));
		return factory;
	}

	private static Row row(String text) {
		Row row = mock();
		given(row.get(0, String.class)).willReturn(text);
		return row;
	}

	private static final class Copy implements Replication, Replication.Source {

		private final AtomicInteger commits = new AtomicInteger();

		private final Sinks.Empty<Void> silence = Sinks.empty();

		private Flux<String> rows = Flux.empty();

		private boolean reachable = true;

		@Override
		public @Nullable Source source(ContextView context) {
			return this;
		}

		@Override
		public void committed(ContextView context) {
			this.commits.incrementAndGet();
		}

		@Override
		public long shownBefore() {
			return Long.MAX_VALUE;
		}

		@Override
		public ConnectionFactory connections() {
			if (this.reachable) {
				return ReplicaStatementsTests.connections(this.rows);
			}
			ConnectionFactory closed = mock();
			given(closed.create())
				.willAnswer((call) -> Mono.error(new R2dbcNonTransientResourceException("not reached")));
			return closed;
		}

		@Override
		public TransactionalOperator transactions() {
			throw new UnsupportedOperationException("not used");
		}

		@Override
		public Mono<Void> silence() {
			return this.silence.asMono();
		}

		@Override
		public boolean isAtFault(Throwable failure) {
			return failure instanceof R2dbcNonTransientResourceException || failure instanceof TimeoutException;
		}

	}

}
