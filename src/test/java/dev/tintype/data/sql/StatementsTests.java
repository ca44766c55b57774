package dev.tintype.data.sql;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsTests {

	private static final String READ = "/* find */ SELECT x FROM t WHERE y = :y";

	private static final String WRITE = "/* save */ INSERT INTO t VALUES (:y)";

	private static final Duration LONG = Duration.ofSeconds(8);

	private final ScriptedDatabase database = new ScriptedDatabase();

	private final Statements statements = new Statements(this.database, new Retries(), new SqlLog(false),
			new StaticListableBeanFactory().getBeanProvider(Replication.class));

	@Test
	void readIsRetriedAfterItsConnectionFailed() {
		this.database.answer(Flux.error(lost())).answer(Flux.error(lost())).answer(Flux.just(1, 2));
		StepVerifier.withVirtualTime(() -> this.statements.sql(READ).bind("y", 1).all((row) -> row.get(0)))
			.expectSubscription()
			.then(() -> assertThat(this.database.closed).hasValue(1))
			.thenAwait(LONG)
			.expectNext(1, 2)
			.verifyComplete();
		assertThat(this.database.sent).hasValue(3);
		assertThat(this.database.closed).hasValue(3);
	}

	@Test
	void readIsRetriedAfterPoolerMixedItUp() {
		this.database.answer(Flux.error(new R2dbcBadGrammarException("\"S_0\" already exists", "42P05")))
			.answer(Flux.error(new R2dbcBadGrammarException("\"S_0\" does not exist", "26000")))
			.answer(Flux.just(1));
		StepVerifier.withVirtualTime(() -> this.statements.sql(READ).bind("y", 1).all((row) -> row.get(0)))
			.thenAwait(LONG)
			.expectNext(1)
			.verifyComplete();
	}

	@Test
	void readThatReturnedRowsIsNotRetried() {
		this.database.answer(Flux.just(1).concatWith(Mono.error(lost())));
		StepVerifier.create(this.statements.sql(READ).bind("y", 1).all((row) -> row.get(0)))
			.expectNext(1)
			.verifyError(R2dbcNonTransientResourceException.class);
		assertThat(this.database.sent).hasValue(1);
	}

	@Test
	void writeRunsWhenConnectionCanBeOpenedAgain() {
		this.database.refuse(lost()).refuse(lost()).refuse(lost()).answer(Flux.just(7));
		StepVerifier.withVirtualTime(() -> this.statements.sql(WRITE).bind("y", 1).update())
			.thenAwait(LONG)
			.expectNext(7L)
			.verifyComplete();
		assertThat(this.database.asked).hasValue(4);
		assertThat(this.database.sent).hasValue(1);
	}

	@Test
	void sentWriteIsNotRetried() {
		this.database.refuse(lost()).answer(Flux.error(lost())).answer(Flux.just(7));
		StepVerifier.withVirtualTime(() -> this.statements.sql(WRITE).bind("y", 1).update())
			.thenAwait(LONG)
			.verifyError(R2dbcNonTransientResourceException.class);
		assertThat(this.database.sent).hasValue(1);
	}

	@Test
	void exhaustedPoolIsNotAskedAgain() {
		this.database.refuse(new R2dbcTimeoutException("all are busy"));
		StepVerifier.create(this.statements.sql(READ).bind("y", 1).all((row) -> row.get(0)))
			.verifyError(R2dbcTimeoutException.class);
		assertThat(this.database.asked).hasValue(1);
	}

	@Test
	void readInsideTransactionIsNotRetriedAlone() {
		this.database.answer(Flux.error(lost()));
		StepVerifier
			.create(this.statements.sql(READ)
				.bind("y", 1)
				.all((row) -> row.get(0))
				.contextWrite((context) -> context.put(Transactions.class, new Transactions.Scope(null))))
			.verifyError(R2dbcNonTransientResourceException.class);
		assertThat(this.database.asked).hasValue(1);
	}

	@Test
	void statementsAreLoggedWithoutValues() {
		this.database.answer(Flux.just(1, 2, 3))
			.answer(Flux.just(7))
			.answer(Flux.error(new IllegalStateException("4711")));
		Statements logged = new Statements(this.database, new Retries(), new SqlLog(true),
				new StaticListableBeanFactory().getBeanProvider(Replication.class));
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Logger log = (Logger) LoggerFactory.getLogger(SqlLog.class);
		log.addAppender(lines);
		lines.start();
		try {
			StepVerifier
				.create(logged.sql("/* find */\n  SELECT x FROM t WHERE y = :y").bind("y", 4711).all((row) -> 1))
				.expectNextCount(3)
				.verifyComplete();
			StepVerifier.create(logged.sql(WRITE).bind("y", 4711).update()).expectNext(7L).verifyComplete();
			StepVerifier.create(logged.sql(WRITE).bind("y", 4711).update()).verifyError();
			StepVerifier.create(this.statements.sql(READ).bind("y", 1).one((row) -> 1)).verifyError();
		}
		finally {
			log.detachAppender(lines);
		}
		List<String> texts = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
		assertThat(texts).hasSize(3).noneMatch((text) -> text.contains("4711"));
		assertThat(texts.get(0)).matches("[0-9.]+ ms, 3 rows: /\\* find \\*/ SELECT x FROM t WHERE y = \\$1");
		assertThat(texts.get(1)).matches("[0-9.]+ ms, 7 rows: /\\* save \\*/ INSERT INTO t VALUES \\(\\$1\\)");
		assertThat(texts.get(2)).matches("[0-9.]+ ms, failed: .*save.*");
	}

	private static R2dbcNonTransientResourceException lost() {
		return new R2dbcNonTransientResourceException("Connection closed");
	}

}
