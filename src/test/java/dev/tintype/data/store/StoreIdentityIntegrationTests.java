package dev.tintype.data.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StorageRefusedException;
import dev.tintype.data.storage.StorageSettings;
import dev.tintype.data.storage.Store;
import dev.tintype.data.storage.TestStorage;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Hashes;
import dev.tintype.support.Ids;
import dev.tintype.support.StartException;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@IntegrationTest
class StoreIdentityIntegrationTests {

	private static final String HASH = Hashes.sha256("one".getBytes(StandardCharsets.UTF_8));

	private static final FileOwners NONE = (locations) -> Mono.just(false);

	@TempDir
	private Path folder = Path.of("");

	private final StoreRepository rows;

	private final StoreIdentity own;

	private final DatabaseClient database;

	private final Http http;

	private Store store = TestStorage.inFolder(new DataSettings(Path.of("")));

	StoreIdentityIntegrationTests(@Autowired StoreRepository rows, @Autowired StoreIdentity own,
			@Autowired DatabaseClient database, @Autowired WebTestClient client) {
		this.rows = rows;
		this.own = own;
		this.database = database;
		this.http = new Http(client);
	}

	@BeforeEach
	void forgetStorage() {
		this.store = store("one");
		this.database.sql("DELETE FROM storage").then().block();
	}

	// Other tests share the context.
	@AfterEach
	void returnStorage() {
		this.own.adopt().block();
	}

	private Store store(String name) {
		return TestStorage.inFolder(new DataSettings(this.folder.resolve(name)));
	}

	private StoreIdentity identity(Store store) {
		return new StoreIdentity(store, this.rows, NONE);
	}

	@Test
	void firstPutCreatesRowAndMark() throws Exception {
		StoreIdentity identity = identity(this.store);
		Storage guarded = new GuardedStorage(new StorageSettings(StorageSettings.Kind.FOLDER), this.store, identity);
		identity.start().block();
		assertThat(guarded.find("uploads/a/b").block()).isNull();
		assertThat(this.rows.find().block()).isNull();

		Path file = Files.writeString(this.folder.resolve("staged"), "one");
		guarded.put("uploads/a/b", file, 3, HASH, "image/png").block();

		assertThat(this.rows.find().block()).satisfies((row) -> {
			assertThat(row.id()).isEqualTo(this.store.mark().block());
			assertThat(row.kind()).isEqualTo("folder");
			assertThat(row.location()).isEqualTo(this.store.place());
		});
		assertThat(this.folder.resolve("one/.tintype-store")).isRegularFile();
		identity(this.store).start().block();
	}

	@Test
	void instanceWithOtherFolderDoesNotStartAndRefusesFiles() throws Exception {
		StoreIdentity running = identity(store("two"));
		Storage guarded = new GuardedStorage(new StorageSettings(StorageSettings.Kind.FOLDER), store("two"), running);
		running.start().block();
		identity(this.store).claim().block();

		assertThatThrownBy(() -> new StoreStart(store("two"), identity(store("two"))).afterPropertiesSet())
			.isInstanceOf(StartException.class)
			.hasMessageContaining("storage adopt")
			.hasMessageContaining(this.store.place());

		Path file = Files.writeString(this.folder.resolve("staged"), "one");
		StepVerifier.create(guarded.put("uploads/a/b", file, 3, HASH, "image/png"))
			.verifyError(StorageRefusedException.class);
		StepVerifier.create(guarded.open("uploads/a/b")).verifyError(StorageRefusedException.class);
		StepVerifier.create(guarded.delete(List.of("uploads/a/b"))).verifyError(StorageRefusedException.class);
		assertThat(this.folder.resolve("two/uploads")).doesNotExist();
	}

	@Test
	void startClaimsStorageWhoseFileRowNames() throws Exception {
		Path file = Files.writeString(this.folder.resolve("staged"), "one");
		this.store.put("uploads/a/b", file, 3, HASH, "image/png").block();
		StoreIdentity upgraded = new StoreIdentity(this.store, this.rows,
				(locations) -> Mono.just(locations.contains(this.store.location("uploads/a/b"))));

		identity(this.store).start().block();
		assertThat(this.rows.find().block()).isNull();
		upgraded.start().block();

		assertThat(this.rows.find().block()).extracting(StoreRow::id).isEqualTo(this.store.mark().block());
	}

	@Test
	void adoptedStorageExcludesFormerOne() {
		identity(this.store).claim().block();

		StoreIdentity next = identity(store("two"));
		assertThat(next.state().map(StoreState::matches).block()).isFalse();
		next.adopt().block();

		assertThat(next.state().map(StoreState::matches).block()).isTrue();
		identity(store("two")).claim().block();
		StepVerifier.create(identity(this.store).claim()).verifyError(StorageRefusedException.class);
		StepVerifier.create(identity(this.store).start()).verifyError(StorageRefusedException.class);
	}

	@Test
	void secondRowIsRefused() {
		identity(this.store).claim().block();

		StoreRow second = this.rows.claim(Ids.next(), store("two")).block();

		assertThat(second).isEqualTo(this.rows.find().block());
		assertThat(this.database.sql("SELECT count(*) FROM storage").mapValue(Long.class).one().block()).isEqualTo(1);
	}

	@Test
	void healthHasComponentThatReadinessLeavesOut() {
		this.own.adopt().block();
		JsonNode health = this.http.get("/actuator/health").json();
		assertThat(health.at("/components/storage/status").asString()).isEqualTo("UP");
		assertThat(health.at("/components/storage/details/kind").asString()).isEqualTo("folder");

		identity(store("two")).adopt().block();

		assertThat(this.http.get("/actuator/health").json().at("/components/storage/status").asString())
			.isEqualTo("DOWN");
		assertThat(this.http.get("/actuator/health/readiness").status()).isEqualTo(200);
	}

}
