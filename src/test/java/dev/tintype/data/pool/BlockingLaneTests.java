package dev.tintype.data.pool;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.tintype.data.lane.Lanes;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class BlockingLaneTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final CountDownLatch slowBegun = new CountDownLatch(1);

	private final CountDownLatch slowMayEnd = new CountDownLatch(1);

	private final ConnectionFactory driver = mock(ConnectionFactory.class);

	private final DatabasePool pool;

	BlockingLaneTests() {
		ConnectionFactoryMetadata metadata = () -> "mock";
		given(this.driver.getMetadata()).willReturn(metadata);
		given(this.driver.create()).willAnswer((call) -> Mono.fromSupplier(this::connection));
		this.pool = DatabasePool.of(this.driver, Lanes.threads(),
				new PoolSettings(0, 2, Duration.ofMinutes(1), LIMIT, LIMIT, LIMIT));
	}

	@AfterEach
	void endTheSlowOne() {
		this.slowMayEnd.countDown();
		this.pool.dispose();
	}

	@Test
	void slowStatementOfStreamDoesNotBlockPool() throws InterruptedException {
		// Like a stream, which requests the next page where the last one ended.
		Disposable stream = execute("SELECT 1").then(execute("SELECT slowly")).subscribe();
		assertThat(this.slowBegun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		StepVerifier.create(execute("SELECT 1")).expectNext(1L).expectComplete().verify(LIMIT);
		stream.dispose();
	}

	private Mono<Long> execute(String sql) {
		return Mono.usingWhen(this.pool.create(),
				(open) -> Flux.from(open.createStatement(sql).execute()).concatMap(Result::getRowsUpdated).single(),
				Connection::close);
	}

	private Connection connection() {
		Connection connection = mock(Connection.class);
		given(connection.createStatement(any())).willAnswer((call) -> statement(call.getArgument(0)));
		given(connection.close()).willReturn(Mono.empty());
		return connection;
	}

	private Statement statement(String sql) {
		Statement statement = mock(Statement.class);
		Result result = mock(Result.class);
		given(result.getRowsUpdated()).willAnswer((call) -> Mono.just(1L));
		given(statement.execute()).willAnswer((call) -> Mono.fromSupplier(() -> {
			if (sql.endsWith("slowly")) {
				this.slowBegun.countDown();
				awaitEnd();
			}
			return result;
		}));
		return statement;
	}

	private void awaitEnd() {
		try {
			assertThat(this.slowMayEnd.await(2 * LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
