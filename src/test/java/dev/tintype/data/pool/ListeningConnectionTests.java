package dev.tintype.data.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.data.lane.Lane;
import dev.tintype.data.lane.Lanes;
import dev.tintype.data.sql.Announcements;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ListeningConnectionTests {

	private final List<String> told = new ArrayList<>();

	private final List<String> executed = new ArrayList<>();

	private Sinks.Many<Notification> notifications = Sinks.many().multicast().directBestEffort();

	private boolean deaf;

	private boolean silent;

	private final Sessions sessions = new Sessions();

	private int opened;

	private int closed;

	private int cut;

	private VirtualTimeScheduler time;

	@BeforeEach
	void stopTheClock() {
		this.time = VirtualTimeScheduler.getOrSet();
	}

	@AfterEach
	void letItRun() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void listenerIsConnectedAfterItReceivesAnotherConnection() {
		this.deaf = true;
		Disposable listening = listen();
		pass(2);
		assertThat(this.executed).first().isEqualTo("LISTEN paths");
		assertThat(this.executed.get(1)).startsWith("other: SELECT pg_notify('paths', 'heard? ");
		assertThat(this.told).isEmpty();
		this.deaf = false;
		pass(1);
		assertThat(this.told).containsExactly("connected");
		listening.dispose();
		assertThat(this.closed).isEqualTo(1);
	}

	@Test
	void listenerDoesNotListenWhereSessionsAreShared() {
		this.sessions.share("db");
		Disposable listening = listen();
		pass(60);
		assertThat(this.opened).isZero();
		assertThat(this.told).isEmpty();
		listening.dispose();
	}

	@Test
	void listenerReportsLossWhenSessionsTurnOutToBeShared() {
		Disposable listening = listen();
		pass(1);
		this.sessions.share("db");
		pass(60);
		assertThat(this.told).containsExactly("connected", "lost");
		assertThat(this.opened).isEqualTo(1);
		assertThat(this.closed).isEqualTo(1);
		listening.dispose();
	}

	@Test
	void connectedListenerAnnouncesNothingMore() {
		Disposable listening = listen();
		pass(1);
		this.executed.clear();
		pass(60);
		assertThat(this.executed).hasSizeGreaterThan(50).containsOnly("SELECT 1");
		listening.dispose();
	}

	@Test
	void connectionThatReceivesNothingIsReplacedAndNeverConnected() {
		this.deaf = true;
		Disposable listening = listen();
		pass(60);
		assertThat(this.told).isEmpty();
		assertThat(this.opened).isGreaterThan(2);
		assertThat(this.closed).isGreaterThanOrEqualTo(this.opened - 1);
		listening.dispose();
	}

	@Test
	void listenerReceivesAnnouncementsButNoTestsOfOthers() {
		Disposable listening = listen();
		pass(1);
		announce("a");
		announce("heard? by another");
		announce("b");
		pass(60);
		assertThat(this.told).containsExactly("connected", "a", "b");
		listening.dispose();
	}

	@Test
	void silenceIsLossWhileConnectionSeemsOpen() {
		Disposable listening = listen();
		pass(10);
		this.silent = true;
		this.deaf = true;
		pass(6);
		assertThat(this.told).containsExactly("connected", "lost");
		assertThat(this.closed).isEqualTo(1);
		this.silent = false;
		this.deaf = false;
		pass(15);
		assertThat(this.told).containsExactly("connected", "lost", "connected");
		listening.dispose();
	}

	@Test
	void connectionThatNeverAnswersIsCutAndReplaced() {
		this.silent = true;
		Disposable listening = listen();
		pass(60);
		assertThat(this.opened).isGreaterThan(2);
		assertThat(this.cut).isGreaterThanOrEqualTo(this.opened - 1);
		listening.dispose();
	}

	@Test
	void endedConnectionIsLossAndReplaced() {
		Disposable listening = listen();
		pass(1);
		Sinks.Many<Notification> former = this.notifications;
		this.notifications = Sinks.many().multicast().directBestEffort();
		former.tryEmitComplete();
		assertThat(this.told).containsExactly("connected", "lost");
		pass(15);
		announce("a");
		assertThat(this.told).containsExactly("connected", "lost", "connected", "a");
		listening.dispose();
	}

	private Disposable listen() {
		ConnectionFactory driver = mock(ConnectionFactory.class);
		given(driver.create()).willAnswer((call) -> Mono.just(connection()));
		Lanes lanes = (factory, watching) -> Mono.from(factory.create())
			.map((connection) -> watching.watch(connection,
					Lane.of(ImmediateEventExecutor.INSTANCE, () -> this.cut++)));
		ConnectionFactory others = mock(ConnectionFactory.class);
		given(others.create()).willAnswer((call) -> Mono.just(other()));
		return new ListeningConnection(driver, lanes, others, this.sessions).listen("paths",
				new Announcements.Listener() {
					@Override
					public void connected() {
						ListeningConnectionTests.this.told.add("connected");
					}

					@Override
					public void heard(String text) {
						ListeningConnectionTests.this.told.add(text);
					}

					@Override
					public void lost() {
						ListeningConnectionTests.this.told.add("lost");
					}
				});
	}

	private PostgresqlConnection connection() {
		this.opened++;
		PostgresqlConnection connection = mock(PostgresqlConnection.class);
		given(connection.getNotifications()).willAnswer((call) -> this.notifications.asFlux());
		given(connection.close()).willReturn(Mono.fromRunnable(() -> this.closed++));
		given(connection.createStatement(any())).willAnswer((call) -> statement(call.getArgument(0)));
		return connection;
	}

	private Connection other() {
		Connection connection = mock(Connection.class);
		given(connection.close()).willReturn(Mono.empty());
		given(connection.createStatement(any())).willAnswer((call) -> statement("other: " + call.getArgument(0)));
		return connection;
	}

	private PostgresqlStatement statement(String sql) {
		PostgresqlResult result = mock(PostgresqlResult.class);
		given(result.getRowsUpdated()).willReturn(Mono.empty());
		PostgresqlStatement statement = mock(PostgresqlStatement.class);
		given(statement.execute()).willReturn(Flux.defer(() -> {
			this.executed.add(sql);
			if (this.silent && !sql.startsWith("other: ")) {
				return Flux.never();
			}
			if (sql.startsWith("other: ") && !this.deaf) {
				announce(sql.split("'", -1)[3]);
			}
			return Flux.just(result);
		}));
		return statement;
	}

	private void announce(String text) {
		Notification notification = mock(Notification.class);
		given(notification.getParameter()).willReturn(text);
		this.notifications.tryEmitNext(notification);
	}

	private void pass(int seconds) {
		this.time.advanceTimeBy(Duration.ofSeconds(seconds));
	}

}
