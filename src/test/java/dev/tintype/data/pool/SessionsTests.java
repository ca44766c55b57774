package dev.tintype.data.pool;

import java.time.Duration;

import dev.tintype.data.lane.Lanes;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SessionsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Sessions sessions = new Sessions(Duration.ofMinutes(1));

	private int opened;

	@ParameterizedTest
	@ValueSource(strings = { "26000", "42P05" })
	void mixedUpPreparedStatementsRevealSharedSessions(String state) {
		this.sessions.judge(new R2dbcBadGrammarException("prepared statement \"S_0\" already exists", state));
		assertThat(this.sessions.areShared()).isTrue();
		assertThat(this.sessions.statementLimit()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void otherFailuresRevealNothing() {
		this.sessions.judge(new R2dbcBadGrammarException("no such table", "42P01"));
		this.sessions.judge(new R2dbcNonTransientResourceException("unknown message", "08P01"));
		this.sessions.judge(new IllegalStateException("prepared statement"));
		assertThat(this.sessions.areShared()).isFalse();
		assertThat(this.sessions.statementLimit()).isNull();
	}

	@Test
	void statementWithOtherParametersRevealsSharedSessions() {
		this.sessions.judge(new R2dbcNonTransientResourceException(
				"bind message supplies 2 parameters, but prepared statement \"S_0\" requires 1", "08P01"));
		assertThat(this.sessions.areShared()).isTrue();
	}

	@Test
	void replicaSharesSessionsWhenDatabaseDoes() {
		Sessions copy = new Sessions(LIMIT, this.sessions);
		assertThat(copy.areShared()).isFalse();
		this.sessions.share("db");
		assertThat(copy.areShared()).isTrue();
	}

	@Test
	void connectionsOpenedForOwnSessionsAreDropped() {
		ConnectionFactory driver = mock(ConnectionFactory.class);
		ConnectionFactoryMetadata metadata = () -> "mock";
		given(driver.getMetadata()).willReturn(metadata);
		given(driver.create()).willAnswer((call) -> Mono.fromSupplier(() -> {
			this.opened++;
			return connection();
		}));
		DatabasePool pool = DatabasePool.of(driver, Lanes.threads(),
				new PoolSettings(0, 1, Duration.ofMinutes(1), LIMIT, LIMIT, LIMIT), this.sessions);
		StepVerifier.create(execute(pool)).expectError(R2dbcBadGrammarException.class).verify(LIMIT);
		StepVerifier.create(execute(pool)).expectError(R2dbcBadGrammarException.class).verify(LIMIT);
		StepVerifier.create(execute(pool)).expectError(R2dbcBadGrammarException.class).verify(LIMIT);
		assertThat(this.opened).isEqualTo(2);
		pool.dispose();
	}

	private static Connection connection() {
		Statement statement = mock(Statement.class);
		given(statement.execute())
			.willAnswer((call) -> Flux.error(new R2dbcBadGrammarException("\"S_0\" already exists", "42P05")));
		Connection connection = mock(Connection.class);
		given(connection.createStatement(any())).willReturn(statement);
		given(connection.close()).willReturn(Mono.empty());
		given(connection.validate(any(ValidationDepth.class))).willReturn(Mono.just(true));
		return connection;
	}

	private static Mono<Void> execute(DatabasePool pool) {
		return Mono.usingWhen(pool.create(), (open) -> Flux.from(open.createStatement("SELECT 1").execute()).then(),
				Connection::close);
	}

}
