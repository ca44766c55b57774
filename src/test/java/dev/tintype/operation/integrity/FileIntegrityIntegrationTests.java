package dev.tintype.operation.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages files, and therefore uses its own data folder.
 */
@IntegrationTest
@TestPropertySource(properties = "tintype.db.max-connections=6")
@DirtiesContext
class FileIntegrityIntegrationTests {

	private static final String OLD = "01900000-0000-7000-8000-00000000000";

	private final Integrity integrity;

	private final Http http;

	private final World world;

	private List<String> images = List.of();

	FileIntegrityIntegrationTests(@Autowired Integrity integrity, @Autowired WebTestClient client,
			@Autowired Environment environment) throws IOException {
		this.integrity = integrity;
		this.http = new Http(client);
		this.world = new World(this.http, environment);
	}

	@BeforeEach
	void fill() throws IOException {
		this.http.send(HttpMethod.DELETE, "/api/images?confirm=all");
		this.images = this.world.fill();
		assertThat(found(true)).isEmpty();
	}

	@Test
	void missingFilesAreOnlyReported() throws IOException {
		Path registered = this.world.photos().resolve("registered.png");
		Path elsewhere = Files.move(registered, registered.resolveSibling("elsewhere"));
		Path stored = this.world.stored(this.images.get(1), ".png");
		Path away = Files.move(stored, stored.resolveSibling("away"));

		assertThat(found(true)).containsExactly("images.file: image " + this.images.get(0) + ", " + registered,
				"images.stored-file: image " + this.images.get(1) + ", " + stored);
		assertThat(repair(false)).containsExactly("images.file 1 0 1", "images.stored-file 1 0 1");
		Files.move(elsewhere, registered);
		Files.move(away, stored);
		assertThat(found(true)).isEmpty();
	}

	@Test
	void shortenedStoredFileIsReported() throws IOException {
		Path stored = this.world.stored(this.images.get(1), ".png");
		byte[] bytes = Files.readAllBytes(stored);
		Files.write(stored, new byte[10]);

		assertThat(repair(true)).containsExactly("images.stored-file 1 0 1");
		assertThat(stored).hasBinaryContent(new byte[10]);
		Files.write(stored, bytes);
	}

	@Test
	void onlyDeepInspectionFindsChangedBytes() throws IOException {
		Path stored = this.world.stored(this.images.get(1), ".png");
		byte[] bytes = Files.readAllBytes(stored);
		bytes[bytes.length - 1] ^= 1;
		Files.write(stored, bytes);

		assertThat(found(false)).isEmpty();
		assertThat(found(true)).containsExactly("images.content-hash: image " + this.images.get(1) + ", " + stored);
		assertThat(repair(true)).containsExactly("images.content-hash 1 0 1");
		assertThat(stored).hasBinaryContent(bytes);
	}

	@Test
	void changedRegisteredFileIsNotDamage() throws IOException {
		Pictures.png(this.world.photos(), "registered.png", 30, 20);

		assertThat(found(true)).isEmpty();
	}

	@Test
	void onlyOldFilesNamedByServiceAreDeleted() throws IOException {
		Path lost = aged(this.world.stored(OLD + "2", ".png"));
		Path part = aged(incoming().resolve(OLD + "3.part"));
		Path former = aged(incoming().resolve(OLD + "2.png." + OLD + "4.part.former"));
		Path strange = aged(this.world.uploads().resolve("notes.txt"));
		Path young = write(this.world.stored(OLD + "5", ".jpg"));
		Path upload = aged(this.world.uploads().resolve("02/" + OLD + "2-" + OLD + "3.png"));
		Path kept = age(this.world.stored(this.images.get(1), ".png"));

		assertThat(found(false)).containsExactlyInAnyOrder("uploads.unreferenced: " + lost,
				"uploads.unreferenced: " + part, "uploads.unreferenced: " + former, "uploads.unreferenced: " + upload,
				"uploads.unreferenced: " + strange);
		assertThat(repair(false)).containsExactly("uploads.unreferenced 5 3 2");
		assertThat(Stream.of(lost, part, upload)).noneMatch(Files::exists);
		assertThat(Stream.of(strange, young, former, kept)).allMatch(Files::exists);
		for (Path file : List.of(strange, young, former)) {
			Files.delete(file);
		}
	}

	@Test
	void filesAreKeptWhenDatabaseHasNoneOfThem() throws IOException {
		this.http.send(HttpMethod.DELETE, "/api/images?confirm=all");
		Path lost = aged(this.world.stored(OLD + "2", ".png"));

		assertThat(repair(false)).containsExactly("uploads.unreferenced 1 0 1");
		assertThat(lost).exists();
		Files.delete(lost);
	}

	@Test
	void concurrentWorkIsNotDamage() throws IOException {
		byte[] png = Files.readAllBytes(Pictures.png(this.world.photos(), "a.png", 40, 30));
		byte[] jpeg = Files.readAllBytes(Pictures.jpeg(this.world.photos(), "b.jpg", 40, 30));
		Random random = new Random(5);
		List<String> targets = new ArrayList<>(
				Stream.generate(this.world::await).limit(4).collect(Collectors.toList()));
		AtomicBoolean done = new AtomicBoolean();
		Flux<Object> work = Flux.range(0, 6).flatMap((i) -> Mono.fromCallable(() -> {
			for (int n = 0; !done.get(); n++) {
				String image = targets.get(random.nextInt(targets.size()));
				this.world.put("/api/images/" + image + "/content", (n % 2 == 0) ? png : jpeg);
				this.world.captions(targets);
				this.world.caption(image, "words " + n, "human");
				this.world.delete("/api/chat/messages/" + this.world.message("busy", "q" + n));
				this.world.message("busy " + i, "q");
				this.world.document("busy " + n % 3);
				String gone = this.world.await();
				this.world.put("/api/images/" + gone + "/content", png);
				this.world.captions(List.of(gone));
				this.world.prompt(Map.of("prompt_text", "busy " + n, "image_id", gone));
				this.world.delete("/api/images/" + gone);
			}
			return i;
		}).subscribeOn(Callers.SCHEDULER), 6).cast(Object.class);
		Flux<Object> looking = Flux.range(0, 8)
			.concatMap((n) -> this.integrity.inspect(true))
			.filter((result) -> !result.isClean())
			.doFinally((signal) -> done.set(true))
			.cast(Object.class);

		List<Object> all = Objects.requireNonNull(Flux.merge(looking, work).collectList().block(Duration.ofMinutes(5)));

		assertThat(all).doesNotHaveAnyElementsOfTypes(CheckResult.class).hasSize(6);
		assertThat(found(true)).isEmpty();
	}

	private List<String> found(boolean deep) {
		return Objects.requireNonNull(this.integrity.inspect(deep)
			.concatMapIterable(
					(result) -> result.details().stream().map((detail) -> result.name() + ": " + detail).toList())
			.collectList()
			.block());
	}

	/** Returns for each check with findings how many were found, repaired and left. */
	private List<String> repair(boolean deep) {
		return Objects.requireNonNull(this.integrity.repair(deep)
			.filter((one) -> one.found() + one.left() > 0)
			.map((one) -> one.before().name() + " " + one.found() + " " + one.repaired() + " " + one.left())
			.collectList()
			.block());
	}

	private Path incoming() throws IOException {
		return Files.createDirectories(this.world.uploads().resolve("incoming"));
	}

	private static Path write(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		return Files.writeString(file, "bytes");
	}

	private static Path aged(Path file) throws IOException {
		return age(write(file));
	}

	private static Path age(Path file) throws IOException {
		return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
	}

}
