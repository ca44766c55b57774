package dev.tintype.data.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.tintype.data.lane.Lanes;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.PoolSettings;
import dev.tintype.testing.Callers;
import dev.tintype.testing.FullDisk;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An H2 file on a disk without room. A failed write closes the database under all
 * connections.
 */
class FullDiskTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final PoolSettings SETTINGS = new PoolSettings(4, 4, Duration.ofHours(1), LIMIT, LIMIT, LIMIT);

	private final Retries retries = new Retries();

	@TempDir
	private Path directory;

	private DatabasePool pool;

	private Statements statements;

	private Transactions transactions;

	@BeforeEach
	void open() {
		FullDisk.register();
		FullDisk.fill(false);
		this.pool = DatabasePool.of(new H2ConnectionFactory(H2ConnectionConfiguration.builder()
			.url("full:" + this.directory.resolve("disk") + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;WRITE_DELAY=0"
					+ ";DB_CLOSE_ON_EXIT=FALSE")
			.username("sa")
			.password("")
			.build()), Lanes.threads(), SETTINGS);
		var none = new StaticListableBeanFactory().getBeanProvider(Replication.class);
		this.statements = new Statements(this.pool, this.retries, new SqlLog(false), none);
		this.transactions = new Transactions(TransactionalOperator.create(new R2dbcTransactionManager(this.pool)),
				this.retries, Dialect.H2, none);
		run(this.statements.sql("CREATE TABLE texts (id INTEGER, text VARCHAR)").then());
		run(write(1));
		// All four connections, so that each of them belongs to the open database.
		run(reads(4));
	}

	@AfterEach
	void close() {
		FullDisk.fill(false);
		this.pool.dispose();
	}

	@Test
	void readsSucceedAfterFailedWrite() {
		FullDisk.fill(true);
		StepVerifier.create(write(2)).expectErrorMatches(DiskFull::is).verify(LIMIT);
		StepVerifier.create(reads(20)).expectNext(List.of(1L)).expectComplete().verify(LIMIT);
		assertThat(this.pool.figures().acquired()).isZero();
	}

	@Test
	void readingTransactionSucceedsAfterFailedWrite() {
		FullDisk.fill(true);
		StepVerifier.create(write(2)).expectErrorMatches(DiskFull::is).verify(LIMIT);
		Mono<Long> reading = this.transactions.runReading(count().then(count()));
		StepVerifier.create(reading).expectNext(1L).expectComplete().verify(LIMIT);
	}

	@Test
	void writesAreRetriedWhenThereIsRoom() {
		FullDisk.fill(true);
		StepVerifier.create(write(2)).expectErrorMatches(DiskFull::is).verify(LIMIT);
		assertThat(this.retries.room().isLacking()).isTrue();
		FullDisk.fill(false);
		StepVerifier.create(write(3)).expectErrorMatches(DiskFull::is).verify(LIMIT);
		Callers.await(() -> !this.retries.room().isLacking());
		StepVerifier.create(write(4)).expectComplete().verify(LIMIT);
		StepVerifier.create(reads(1)).expectNext(List.of(2L)).expectComplete().verify(LIMIT);
	}

	@Test
	void writeIsRefusedWithoutAttemptWhenDiskIsNearlyFull() {
		Room room = this.retries.room();
		room.lookBy(Mono.fromRunnable(() -> room.isLacking(true)));
		Callers.await(() -> !isFresh(room));
		// An attempt would succeed, because the disk has room.
		StepVerifier.create(write(2)).expectErrorMatches(DiskFull::is).verify(LIMIT);
		room.isLacking(false);
		room.lookBy(Mono.empty());
		StepVerifier.create(write(3)).expectComplete().verify(LIMIT);
	}

	private static boolean isFresh(Room room) {
		Mono<Boolean> write = Mono.just(true);
		return room.afterALook(write) == write;
	}

	private Mono<Void> write(int id) {
		return this.transactions.run(this.statements.sql("INSERT INTO texts VALUES (:id, :text)")
			.bind("id", id)
			.bind("text", "x".repeat(100_000))
			.then());
	}

	private Mono<List<Long>> reads(int times) {
		return Flux.range(0, times).flatMap((time) -> count(), 4).distinct().collectList();
	}

	private Mono<Long> count() {
		return this.statements.sql("SELECT count(*) FROM texts").value(Long.class);
	}

	private static void run(Mono<?> work) {
		work.block(LIMIT);
	}

}
