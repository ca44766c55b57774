package dev.tintype.search.fulltext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The index beside H2, including crashes and damage; PostgreSQL has no such index.
 */
@IntegrationTest
class LiveIndexIntegrationTests {

	private static final String KIND = "test";

	@Autowired
	private Statements statements;

	@Autowired
	private Transactions transactions;

	@Autowired
	private Dialect dialect;

	private volatile boolean full;

	private LiveIndex index;

	@BeforeEach
	void open() {
		assumeThat(this.dialect).isEqualTo(Dialect.H2);
		run(this.statements.sql("CREATE TABLE texts (id UUID PRIMARY KEY, body VARCHAR)").then());
		this.index = newIndex();
	}

	@AfterEach
	void close() throws IOException {
		if (this.dialect == Dialect.H2) {
			this.index.close();
			run(this.statements.sql("DROP TABLE texts").then());
			run(this.statements.sql("DELETE FROM text_changes WHERE kind = 'test'").then());
			FileSystemUtils.deleteRecursively(folder());
		}
	}

	@Test
	void committedRowIsFoundAtOnce() {
		UUID id = write("sailing boats");

		assertThat(find("boat")).containsExactly(id);
		assertThat(notes()).isZero();
	}

	@Test
	void everyCallerFindsItsOwnWrites() {
		List<Boolean> found = Objects.requireNonNull(Flux.range(0, 300).flatMap((i) -> {
			UUID id = UUID.randomUUID();
			return write(id, "boat word" + i).then(search("word" + i)).map((ids) -> ids.equals(List.of(id)));
		}, 16).collectList().block(Duration.ofMinutes(2)));

		assertThat(found).hasSize(300).doesNotContain(false);
		assertThat(find("boat")).hasSize(300);
	}

	@Test
	void changeAndDeletionAreIndexed() {
		UUID changed = write("a boat");
		UUID gone = write("a boat");
		assertThat(find("boat")).hasSize(2);

		run(this.transactions.run(this.statements.sql("UPDATE texts SET body = 'a plane' WHERE id = :id")
			.bind("id", changed)
			.then()
			.then(note(changed))
			.then(this.statements.sql("DELETE FROM texts WHERE id = :id").bind("id", gone).then())
			.then(note(gone))));

		assertThat(find("boat")).isEmpty();
		assertThat(find("plane")).containsExactly(changed);
	}

	@Test
	void rolledBackWriteIsNotFound() {
		UUID id = UUID.randomUUID();
		this.transactions.run(insert(id, "a boat").then(note(id)).then(Mono.error(new IllegalStateException("no"))))
			.as(StepVerifier::create)
			.verifyErrorMessage("no");

		assertThat(find("boat")).isEmpty();
	}

	@Test
	void remainingNotesAreProcessedAfterRestart() {
		assertThat(find("boat")).isEmpty();
		UUID id = write("a boat");
		this.index.close();
		this.index = newIndex();

		assertThat(find("boat")).containsExactly(id);
	}

	@Test
	void repeatedNoteChangesNothing() {
		UUID id = write("a boat");
		assertThat(find("boat")).containsExactly(id);
		run(note(id));

		assertThat(find("boat")).containsExactly(id);
	}

	@Test
	void moreNotesThanOneBatchAreAllProcessed() {
		run(this.transactions
			.run(Flux.range(0, 2_500).concatMap((i) -> writeInTransaction(UUID.randomUUID(), "a boat")).then()));

		assertThat(find("boat")).hasSize(2_500);
		assertThat(notes()).isZero();
	}

	@Test
	void missingIndexIsRebuilt() throws IOException {
		UUID id = write("a boat");
		assertThat(find("boat")).containsExactly(id);
		this.index.close();
		FileSystemUtils.deleteRecursively(folder());
		this.index = newIndex();

		assertThat(find("boat")).containsExactly(id);
	}

	@Test
	void damagedIndexIsRebuilt() throws IOException {
		UUID id = write("a boat");
		assertThat(find("boat")).containsExactly(id);
		this.index.close();
		try (Stream<Path> files = Files.list(folder())) {
			for (Path file : files.toList()) {
				Files.writeString(file, "damaged");
			}
		}
		this.index = newIndex();

		assertThat(find("boat")).containsExactly(id);
	}

	@Test
	void indexOfAnotherDatabaseIsRebuilt() {
		write("a boat");
		assertThat(find("boat")).hasSize(1);
		this.index.close();
		run(this.statements.sql("DELETE FROM texts").then());
		UUID id = UUID.randomUUID();
		run(insert(id, "a plane"));
		run(this.statements.sql("UPDATE text_index SET token = RANDOM_UUID()").then());
		this.index = newIndex();

		assertThat(find("boat")).isEmpty();
		assertThat(find("plane")).containsExactly(id);
	}

	@Test
	void indexThatLacksRowsIsRebuilt() {
		assertThat(find("boat")).isEmpty();
		this.index.close();
		UUID id = UUID.randomUUID();
		run(insert(id, "a boat"));
		this.index = newIndex();

		assertThat(find("boat")).containsExactly(id);
	}

	@Test
	void searchFindsIndexedRowsWhenDiskIsFull() {
		UUID old = write("a boat");
		assertThat(find("boat")).containsExactly(old);
		UUID late = write("another boat");
		this.full = true;
		assertThat(find("boat")).containsExactly(old);
		assertThat(find("boat")).containsExactly(old);
		this.full = false;
		assertThat(find("boat")).containsExactlyInAnyOrder(old, late);
	}

	private LiveIndex newIndex() {
		return new LiveIndex(new Texts(), this.statements);
	}

	private Path folder() {
		String path = this.statements.sql("SELECT DATABASE_PATH()").value(String.class).block();
		return Path.of(path + ".words").resolve(KIND);
	}

	private UUID write(String body) {
		UUID id = UUID.randomUUID();
		run(write(id, body));
		return id;
	}

	private Mono<Void> write(UUID id, String body) {
		return this.transactions.run(writeInTransaction(id, body));
	}

	private Mono<Void> writeInTransaction(UUID id, String body) {
		return Mono.defer(() -> insert(id, body).then(note(id)));
	}

	private Mono<Void> insert(UUID id, String body) {
		return this.statements.sql("INSERT INTO texts (id, body) VALUES (:id, :body)")
			.bind("id", id)
			.bind("body", body)
			.then();
	}

	private Mono<Void> note(UUID id) {
		return this.statements.sql("INSERT INTO text_changes (kind, row_id) VALUES ('test', :id)")
			.bind("id", id)
			.then();
	}

	private long notes() {
		return Objects.requireNonNull(
				this.statements.sql("SELECT count(*) FROM text_changes WHERE kind = 'test'").value(Long.class).block());
	}

	private List<UUID> find(String query) {
		return Objects.requireNonNull(search(query).block(Duration.ofMinutes(1)));
	}

	private Mono<List<UUID>> search(String query) {
		return this.index.caughtUp()
			.flatMap((ready) -> TextIndexes.onDisk(() -> ready.search(new TextSearch(query, false, null, 5_000))))
			.map((hits) -> hits.stream().map(TextHit::id).toList());
	}

	private static void run(Mono<?> work) {
		work.block(Duration.ofMinutes(1));
	}

	/**
	 * The rows of these tests.
	 */
	private final class Texts implements TextSource {

		@Override
		public String kind() {
			return KIND;
		}

		@Override
		public Flux<TextEntry> load(Collection<UUID> ids) {
			if (LiveIndexIntegrationTests.this.full) {
				return Flux.error(new IOException("No space left on device"));
			}
			return LiveIndexIntegrationTests.this.statements.sql("SELECT id, body FROM texts WHERE id = ANY(:ids)")
				.bind("ids", ids.toArray(UUID[]::new))
				.all((row) -> new TextEntry(Objects.requireNonNull(row.get(0, UUID.class)), null,
						Objects.requireNonNull(row.get(1, String.class)), null, Instant.EPOCH));
		}

		@Override
		public Flux<List<UUID>> ids() {
			return LiveIndexIntegrationTests.this.statements.sql("SELECT id FROM texts ORDER BY id")
				.<UUID>all((row) -> Objects.requireNonNull(row.get(0, UUID.class)))
				.buffer(1_000);
		}

		@Override
		public Mono<Long> count() {
			return LiveIndexIntegrationTests.this.statements.sql("SELECT count(*) FROM texts").value(Long.class);
		}

	}

}
