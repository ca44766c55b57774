package dev.tintype.data.pool;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;

import dev.tintype.data.lane.Lanes;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class LostConnectionTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ConnectionFactory driver = mock(ConnectionFactory.class);

	private final Connection connection = mock(Connection.class);

	private final Statement statement = mock(Statement.class);

	LostConnectionTests() {
		ConnectionFactoryMetadata metadata = () -> "mock";
		given(this.driver.getMetadata()).willReturn(metadata);
		given(this.driver.create()).willAnswer((call) -> Mono.just(this.connection));
		given(this.connection.createStatement(any())).willReturn(this.statement);
		given(this.connection.close()).willReturn(Mono.empty());
	}

	static List<Throwable> errorsOfAChannel() {
		return List.of(new AbortedException("Connection has been closed BEFORE send operation"),
				new IOException("Connection reset by peer"), new ClosedChannelException());
	}

	@ParameterizedTest
	@MethodSource("errorsOfAChannel")
	void channelErrorBecomesDatabaseError(Throwable error) {
		given(this.statement.execute()).willAnswer((call) -> Flux.error(error));
		StepVerifier.create(execute())
			.expectErrorMatches((seen) -> seen instanceof R2dbcNonTransientResourceException ex
					&& "08006".equals(ex.getSqlState()) && ex.getCause() == error)
			.verify(LIMIT);
	}

	@ParameterizedTest
	@MethodSource("errorsOfAChannel")
	void channelErrorAmongRowsBecomesDatabaseError(Throwable error) {
		Result result = mock(Result.class);
		given(result.getRowsUpdated()).willAnswer((call) -> Flux.error(error));
		given(this.statement.execute()).willAnswer((call) -> Flux.just(result));
		StepVerifier.create(execute()).expectError(R2dbcNonTransientResourceException.class).verify(LIMIT);
	}

	@Test
	void databaseErrorStaysUnchanged() {
		R2dbcBadGrammarException error = new R2dbcBadGrammarException("no such table", "42P01");
		given(this.statement.execute()).willAnswer((call) -> Flux.error(error));
		StepVerifier.create(execute()).expectErrorMatches((seen) -> seen == error).verify(LIMIT);
	}

	private Mono<Long> execute() {
		DatabasePool pool = DatabasePool.of(this.driver, Lanes.threads(),
				new PoolSettings(0, 1, Duration.ofMinutes(1), LIMIT, LIMIT, LIMIT));
		return Mono
			.usingWhen(pool.create(),
					(open) -> Flux.from(open.createStatement("SELECT 1").execute())
						.concatMap(Result::getRowsUpdated)
						.next(),
					Connection::close)
			.doFinally((signal) -> pool.dispose());
	}

}
