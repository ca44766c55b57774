package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.support.CheckedFiles;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.testing.PrivateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FolderStorageTests {

	private static final String KEY = "library/silver/2024/07/été 🌅.jpg";

	private static final String TYPE = "image/jpeg";

	@TempDir
	private Path folder = Path.of("");

	private Path data = Path.of("");

	private FolderStorage storage = new FolderStorage(new DataSettings(Path.of("")));

	private Staging staging = new Staging(new DataSettings(Path.of("")));

	@BeforeEach
	void createStorage() {
		this.data = this.folder.resolve("data");
		this.storage = new FolderStorage(new DataSettings(this.data));
		this.staging = new Staging(new DataSettings(this.data));
	}

	@Test
	void putMovesFileIntoNewFoldersOfOwner() throws IOException {
		Path staged = staged("one");

		put(KEY, staged, "one").block();

		assertThat(staged).doesNotExist();
		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
		assertThat(Path.of(this.storage.location(KEY))).hasContent("one").isEqualTo(this.data.resolve(KEY));
		assertThat(PrivateFiles.openToOthers(this.data)).isEmpty();
		assertThat(this.storage.key(this.storage.location(KEY)).block()).isEqualTo(KEY);
	}

	@Test
	void putAndCopyRefuseTakenKeyAndKeepAllFiles() throws IOException {
		put(KEY, staged("one"), "one").block();
		Path staged = staged("two");

		StepVerifier.create(put(KEY, staged, "two")).verifyError(KeyExistsException.class);
		StepVerifier.create(putCopy(KEY, staged, "two")).verifyError(KeyExistsException.class);
		StepVerifier.create(this.storage.copy(KEY, KEY, 3, Hashes.sha256("one".getBytes(StandardCharsets.UTF_8)), TYPE))
			.verifyError(KeyExistsException.class);

		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
		assertThat(staged).hasContent("two");
		assertThat(files()).containsExactlyInAnyOrder(staged, this.data.resolve(KEY));
	}

	@Test
	void onlyOneOfConcurrentPutsOfKeySucceeds() {
		List<String> texts = IntStream.range(0, 32).mapToObj((i) -> "text " + i).toList();

		List<String> stored = Objects.requireNonNull(Flux.fromIterable(texts)
			.flatMap((text) -> Mono.fromCallable(() -> staged(text))
				.flatMap((file) -> put(KEY, file, text).thenReturn(text))
				.onErrorResume(KeyExistsException.class, (ex) -> Mono.empty()), 32)
			.collectList()
			.block());

		assertThat(stored).containsExactly(text(this.storage.read(KEY, 0, 100)));
	}

	@Test
	void failedPutLeavesKeyFree() throws IOException {
		Path staged = staged("one");

		StepVerifier.create(this.storage.put(KEY, staged, 4, "", TYPE)).verifyError(ContentChangedException.class);
		StepVerifier.create(put(KEY, staged.resolveSibling("missing.part"), "one")).verifyError(IOException.class);
		assertThat(files()).containsExactly(staged);

		// A folder is not a file, so the move fails after the name was taken.
		Path strange = Files.createDirectories(staged.resolveSibling("strange.part"));
		StepVerifier.create(this.storage.put(KEY, strange, Files.size(strange), "", TYPE))
			.verifyError(IOException.class);
		put(KEY, staged, "one").block();
		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
	}

	@Test
	void copyHasBytesOfSourceWhichStays() throws IOException {
		Path original = Files.writeString(this.folder.resolve("original"), "one");

		putCopy(KEY, original, "one").block();
		this.storage.copy(KEY, "library/gold/a.jpg", 3, hash("one"), TYPE).block();

		assertThat(original).hasContent("one");
		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
		assertThat(text(this.storage.read("library/gold/a.jpg", 0, 100))).isEqualTo("one");
	}

	@Test
	void changedSourceIsNotStored() throws IOException {
		Path original = Files.writeString(this.folder.resolve("original"), "two");

		StepVerifier.create(putCopy(KEY, original, "one")).verifyError(ContentChangedException.class);
		StepVerifier.create(putCopy(KEY, original, "longer")).verifyError(ContentChangedException.class);
		StepVerifier.create(this.storage.copy("library/gold/missing", KEY, 3, hash("one"), TYPE))
			.verifyError(NoSuchKeyException.class);

		assertThat(files()).isEmpty();
	}

	@Test
	void partIsReadOnRequestAndCancelClosesFile() throws IOException {
		String text = "0123456789".repeat(30_000);
		put(KEY, staged(text), text).block();

		assertThat(text(this.storage.read(KEY, 3, 5))).isEqualTo("34567");
		assertThat(text(this.storage.read(KEY, 299_999, 5))).isEqualTo("9");
		assertThat(text(this.storage.read(KEY, 0, 300_000))).isEqualTo(text);
		StepVerifier.create(this.storage.read(KEY, 0, 300_000), 0).thenRequest(1).assertNext((buffer) -> {
			assertThat(buffer.readableByteCount()).isLessThan(300_000);
			DataBufferUtils.release(buffer);
		}).thenCancel().verify();
	}

	@Test
	void openedFileIsReadAfterItsDeletion() throws IOException {
		put(KEY, staged("one"), "one").block();
		OpenObject opened = Objects.requireNonNull(this.storage.open(KEY).block());

		this.storage.delete(List.of(KEY, "library/never/stored")).block();
		put(KEY, staged("other"), "other").block();

		assertThat(opened.size()).isEqualTo(3);
		assertThat(text(opened.read(0, 100))).isEqualTo("one");
	}

	@Test
	void missingFileIsNeitherFoundNorRead() {
		StepVerifier.create(this.storage.find(KEY)).verifyComplete();
		StepVerifier.create(this.storage.read(KEY, 0, 1)).verifyError(NoSuchKeyException.class);
		StepVerifier.create(this.storage.withFile(KEY, (source) -> Mono.fromCallable(source::open)))
			.verifyError(NoSuchKeyException.class);
		StepVerifier.create(this.storage.list("library/")).verifyComplete();
	}

	@Test
	void listingFindsFilesBelowPrefixOnly() throws IOException {
		List<String> keys = List.of("library/bronze/a.jpg", "library/silver/2024/07/b.jpg", "library/silver/c.jpg",
				"library/silverware/d.jpg", "uploads/1f/e.png");
		for (String key : keys) {
			put(key, staged(key), key).block();
		}
		staged("received");
		Files.createSymbolicLink(this.data.resolve("library/silver/link.jpg"), this.data.resolve(keys.get(0)));
		Files.createSymbolicLink(this.data.resolve("library/silver/loop"), this.data.resolve("library"));

		assertThat(keysOf("library/silver/")).containsExactlyInAnyOrder(keys.get(1), keys.get(2));
		assertThat(keysOf("library/")).containsExactlyInAnyOrderElementsOf(keys.subList(0, 4));
		assertThat(keysOf("uploads/")).containsExactly(keys.get(4));
		assertThat(this.storage.list("uploads/").blockFirst()).isEqualTo(this.storage.find(keys.get(4)).block())
			.extracting(StoredObject::size)
			.isEqualTo(16L);
	}

	@Test
	void linkOutOfDataFolderIsNeitherReadNorWritten() throws IOException {
		Path outside = Files.createDirectories(this.folder.resolve("outside"));
		Files.writeString(outside.resolve("a.jpg"), "secret");
		Files.createDirectories(this.data.resolve("library"));
		Files.createSymbolicLink(this.data.resolve("library/linked"), outside);

		StepVerifier.create(this.storage.read("library/linked/a.jpg", 0, 10)).verifyError(NoSuchKeyException.class);
		StepVerifier.create(this.storage.find("library/linked/a.jpg")).verifyComplete();
		StepVerifier.create(put("library/linked/b.jpg", staged("b"), "b")).verifyError(IOException.class);
		StepVerifier.create(put("library/linked/new/b.jpg", staged("b"), "b")).verifyError(IOException.class);
		assertThat(this.storage.list("library/").count().block()).isZero();
		assertThat(outside).isDirectoryContaining("glob:**/a.jpg").isDirectoryNotContaining("glob:**/{b.jpg,new}");
	}

	@Test
	void areaMayBeLinkToAnotherDisk() throws IOException {
		Path disk = Files.createDirectories(this.folder.resolve("disk"));
		Files.createDirectories(this.data);
		Files.createSymbolicLink(this.data.resolve("library"), disk);

		put(KEY, staged("one"), "one").block();

		assertThat(disk.resolve(KEY.substring("library/".length()))).hasContent("one");
		assertThat(text(this.storage.read(KEY, 0, 10))).isEqualTo("one");
		assertThat(keysOf("library/")).containsExactly(KEY);
	}

	@Test
	void locationOfDataFolderUnderOtherNameHasKey() throws IOException {
		put(KEY, staged("one"), "one").block();
		Path alias = Files.createSymbolicLink(this.folder.resolve("alias"), this.data);

		assertThat(this.storage.key(alias.resolve(KEY).toString()).block()).isEqualTo(KEY);
		StepVerifier.create(this.storage.key(this.folder.resolve("outside/a.jpg").toString())).verifyComplete();
		StepVerifier.create(this.storage.key(this.data.resolve("database.mv.db").toString())).verifyComplete();
		StepVerifier.create(this.storage.key("library/a.jpg")).verifyComplete();
		StepVerifier.create(this.storage.key("/a\0b")).verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "/a/b", "a//b", "a/b/", "a/../b", "a/./b", "../a/b", "a/b\\c", "a/b\0", "a/b\nc",
			"uploads/incoming/x.part", "A/b", "a/\ud83c" })
	void keyAgainstTheRulesIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> StorageKeys.require(key));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.location(key));
		StepVerifier.create(Mono.defer(() -> this.storage.open(key))).verifyError(IllegalArgumentException.class);
	}

	@Test
	void segmentHasAtMost255Bytes() {
		assertThat(StorageKeys.fault("é🌅".repeat(42) + "abc")).isNull();
		assertThat(StorageKeys.fault("é".repeat(128))).isEqualTo("has more than 255 bytes");
	}

	@Test
	void leftoverFilesAreOldFilesOfAnyArea() throws IOException {
		Path young = staged("young");
		Path old = aged(staged("old"));
		Path copy = this.data.resolve("library/incoming/copy.part");
		Files.createDirectories(copy.getParent());
		aged(Files.writeString(copy, "copy"));
		put("library/a/old", aged(staged("stored")), "stored").block();

		assertThat(this.staging.leftover()).containsExactly(copy, old).doesNotContain(young);
	}

	private static Path aged(Path file) throws IOException {
		return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
	}

	private Path staged(String text) throws IOException {
		Path file = this.staging.newFile();
		OwnFiles.createFolderOf(file);
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		return Files.writeString(file, text);
	}

	private Mono<Void> put(String key, Path file, String text) {
		return this.storage.put(key, file, text.getBytes(StandardCharsets.UTF_8).length, hash(text), TYPE);
	}

	private Mono<Void> putCopy(String key, Path file, String text) {
		return this.storage.putCopy(key, CheckedFiles.source(file), text.getBytes(StandardCharsets.UTF_8).length,
				hash(text), TYPE);
	}

	private static String hash(String text) {
		return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
	}

	private List<String> keysOf(String prefix) {
		return Objects.requireNonNull(this.storage.list(prefix).map(StoredObject::key).collectList().block());
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.walk(this.data)) {
			return all.filter(Files::isRegularFile).toList();
		}
	}

	private static String text(Flux<DataBuffer> bytes) {
		return Objects.requireNonNull(
				DataBufferUtils.join(bytes).map((buffer) -> buffer.toString(StandardCharsets.UTF_8)).block());
	}

}
