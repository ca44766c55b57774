package dev.tintype.data.change;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.Callers;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The order of the feed, and what remains of it.
 */
@IntegrationTest
class ChangeOrderIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ChangeLog log;

	private final ChangeFeed feed;

	private final ChangeRows rows;

	private final Transactions transactions;

	private final Statements statements;

	ChangeOrderIntegrationTests(@Autowired ChangeLog log, @Autowired ChangeFeed feed, @Autowired ChangeRows rows,
			@Autowired Transactions transactions, @Autowired Statements statements) {
		this.log = log;
		this.feed = feed;
		this.rows = rows;
		this.transactions = transactions;
		this.statements = statements;
	}

	@AfterEach
	void deleteOld() {
		this.statements.sql("DELETE FROM changes WHERE transaction_id = 0 AND change_id < 100").then().block(LIMIT);
	}

	@Test
	void changeWaitsForEarlierTransactionThatHasNotCommitted() {
		UUID early = UUID.randomUUID();
		UUID late = UUID.randomUUID();
		ChangePosition begin = Objects.requireNonNull(this.feed.end().block(LIMIT));
		Sinks.Empty<Void> recorded = Sinks.empty();
		Sinks.Empty<Void> released = Sinks.empty();
		Mono<Void> first = this.transactions
			.run(record(early).then(Mono.fromRunnable(recorded::tryEmitEmpty)).then(released.asMono()));
		Mono<Void> open = first.cache();
		open.subscribeOn(Callers.SCHEDULER).subscribe();
		recorded.asMono().block(LIMIT);

		if (TestDatabase.dialect() == Dialect.POSTGRESQL) {
			this.transactions.run(record(late)).block(LIMIT);
			assertThat(this.rows.read(begin, Set.of(), 1_000).block(LIMIT)).isNotNull()
				.satisfies((read) -> assertThat(found(read.changes(), early, late)).isEmpty());
			released.tryEmitEmpty();
		}
		else {
			// Its turn comes after the first.
			released.tryEmitEmpty();
			this.transactions.run(record(late)).block(LIMIT);
		}
		open.block(LIMIT);

		awaitInOrder(begin, early, late);
	}

	@Test
	void changeWaitsForCommandThatHasNotCommittedOnH2(@Autowired Environment environment) throws Exception {
		if (TestDatabase.dialect() == Dialect.POSTGRESQL) {
			return;
		}
		UUID early = UUID.randomUUID();
		UUID late = UUID.randomUUID();
		ChangePosition begin = Objects.requireNonNull(this.feed.end().block(LIMIT));
		try (Connection command = command(environment); Statement statement = command.createStatement()) {
			command.setAutoCommit(false);
			statement
				.executeUpdate("INSERT INTO changes (topic, kind, count, ids) VALUES ('photos', 'updated', 1, ARRAY['"
						+ early + "'])");
			record(late).block(LIMIT);
			assertThat(this.rows.readSettled(begin, 1_000).block(LIMIT)).isNotNull()
				.satisfies((read) -> assertThat(found(read.changes(), early, late)).isEmpty());
			command.commit();
		}
		awaitInOrder(begin, early, late);
	}

	// As a command connects.
	private static Connection command(Environment environment) throws Exception {
		Path data = Path.of(environment.getRequiredProperty("tintype.data-dir"));
		try (Stream<Path> files = Files.walk(data)) {
			Path file = files.filter((each) -> each.toString().endsWith(".access")).findFirst().orElseThrow();
			String[] access = Files.readString(file).strip().split(" ");
			return DriverManager.getConnection("jdbc:h2:tcp://127.0.0.1:" + access[0] + "/" + access[1], "sa", "");
		}
	}

	private void awaitInOrder(ChangePosition begin, UUID early, UUID late) {
		List<UUID> read = new ArrayList<>();
		Callers.await(() -> {
			read.clear();
			read.addAll(found(Objects.requireNonNull(this.feed.after(begin, Set.of(), 1_000).block(LIMIT)).changes(),
					early, late));
			return read.size() == 2;
		});
		assertThat(read).containsExactly(early, late);
	}

	@Test
	void changeOfFailedTransactionIsNotRecorded() {
		UUID id = UUID.randomUUID();
		UUID next = UUID.randomUUID();
		ChangePosition begin = Objects.requireNonNull(this.feed.end().block(LIMIT));

		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(
				() -> this.transactions.run(record(id).then(Mono.error(new IllegalStateException("The write fails"))))
					.block(LIMIT));
		record(next).block(LIMIT);
		Callers
			.await(() -> found(Objects.requireNonNull(this.feed.after(begin, Set.of(), 1_000).block(LIMIT)).changes(),
					id, next)
				.contains(next));
		assertThat(
				found(Objects.requireNonNull(this.feed.after(begin, Set.of(), 1_000).block(LIMIT)).changes(), id, next))
			.containsExactly(next);
	}

	@Test
	void cleanupKeepsNewestOfExpiredChangesAsMark() {
		for (int i = 1; i <= 3; i++) {
			insertOld(i);
		}
		this.rows.expire(new ChangeSettings(Duration.ofHours(24), 1_000_000)).block(LIMIT);

		assertThat(this.rows.oldest().block(LIMIT)).isEqualTo(new ChangePosition(0, 3));
		assertThatExceptionOfType(ChangesLostException.class)
			.isThrownBy(() -> this.feed.after(new ChangePosition(0, 2), Set.of(), 1).block(LIMIT))
			.satisfies((lost) -> assertThat(lost.oldest()).isEqualTo(new ChangePosition(0, 3)));
		assertThat(this.feed.after(new ChangePosition(0, 3), Set.of(), 1).block(LIMIT)).isNotNull();
	}

	@Test
	void cleanupKeepsOnlySoManyRows() {
		for (int i = 11; i <= 14; i++) {
			insertOld(i);
		}
		long all = Objects
			.requireNonNull(this.statements.sql("SELECT count(*) FROM changes").value(Long.class).block(LIMIT));
		// One row more than wanted remains, as the mark.
		this.rows.expire(new ChangeSettings(Duration.ofDays(36500), Math.toIntExact(all - 3))).block(LIMIT);

		assertThat(this.rows.oldest().block(LIMIT)).isEqualTo(new ChangePosition(0, 13));
	}

	private Mono<Void> record(UUID id) {
		return this.log.record(Change.of(ChangeTopic.PHOTOS, ChangeKind.UPDATED, id));
	}

	private void insertOld(int number) {
		this.statements.sql("""
				INSERT INTO changes (transaction_id, change_id, topic, kind, count, created_at) OVERRIDING SYSTEM VALUE
				VALUES (0, %d, 'photos', 'updated', 1, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00')
				""".formatted(number)).then().block(LIMIT);
	}

	private static List<UUID> found(List<LoggedChange> changes, UUID... ids) {
		return changes.stream()
			.map(LoggedChange::ids)
			.filter(Objects::nonNull)
			.flatMap(List::stream)
			.filter(List.of(ids)::contains)
			.toList();
	}

}
