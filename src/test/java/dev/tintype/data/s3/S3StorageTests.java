package dev.tintype.data.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.tintype.data.storage.ContentChangedException;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.OpenObject;
import dev.tintype.data.storage.Store;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.CheckedFiles;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import software.amazon.awssdk.core.async.AsyncRequestBody;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3StorageTests {

	private static final String KEY = "library/silver/2024/07/été 🌅 + %.jpg";

	private static final String TYPE = "image/jpeg";

	@TempDir
	private Path folder = Path.of("");

	private TestS3 s3;

	private S3Storage storage;

	@BeforeEach
	void createStorage() {
		this.s3 = new TestS3(this.folder.resolve("data"));
		this.storage = this.s3.storage;
	}

	@Test
	void putStoresBytesAndTakesFile() throws IOException {
		Path staged = staged("one");

		put(KEY, staged, "one").block();

		assertThat(staged).doesNotExist();
		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
		assertThat(this.storage.location(KEY)).isEqualTo(this.s3.settings + KEY).startsWith("s3://tintype/");
		assertThat(this.storage.key(this.storage.location(KEY)).block()).isEqualTo(KEY);
		StepVerifier.create(this.storage.key("s3://other/" + KEY)).verifyComplete();
	}

	@Test
	void putAndCopyRefuseTakenKeyAndKeepAllFiles() throws IOException {
		put(KEY, staged("one"), "one").block();
		Path staged = staged("two");

		StepVerifier.create(put(KEY, staged, "two")).verifyError(KeyExistsException.class);
		StepVerifier.create(putCopy(KEY, staged, "two")).verifyError(KeyExistsException.class);
		StepVerifier.create(this.storage.copy(KEY, KEY, 3, hash("one"), TYPE)).verifyError(KeyExistsException.class);

		assertThat(text(this.storage.read(KEY, 0, 100))).isEqualTo("one");
		assertThat(files()).containsExactly(staged);
	}

	@Test
	void bytesOfOtherHashAreNotStored() throws IOException {
		Path staged = staged("one");

		StepVerifier.create(this.storage.put(KEY, staged, 4, hash("one"), TYPE))
			.verifyError(ContentChangedException.class);
		StepVerifier.create(this.storage.put(KEY, staged, 3, hash("two"), TYPE)).verifyError();

		StepVerifier.create(this.storage.find(KEY)).verifyComplete();
		put(KEY, staged, "one").block();
	}

	@Test
	void largeFileIsStoredInPartsAndNeverOverwrites() throws IOException {
		String text = "0123456789abcdef".repeat(1_200_000);

		put(KEY, staged(text), text).block();

		assertThat(this.storage.find(KEY).map(StoredObject::size).block()).isEqualTo(text.length());
		assertThat(this.storage.withFile(KEY, S3StorageTests::hashOf).block()).isEqualTo(hash(text));
		// This server forgets the object when it refuses the second one.
		StepVerifier.create(put(KEY, staged(text), text)).verifyError(KeyExistsException.class);
		assertThat(this.s3.client
			.listMultipartUploads(
					(request) -> request.bucket(this.s3.settings.bucket()).prefix(this.s3.settings.prefix()))
			.join()
			.uploads()).isEmpty();
	}

	@Test
	void oldUploadInPartsIsFoundAndAborted() {
		this.s3.client
			.createMultipartUpload(
					(request) -> request.bucket(this.s3.settings.bucket()).key(this.s3.settings.prefix() + KEY))
			.join();
		Instant later = Instant.now().plusSeconds(60);

		assertThat(this.storage.partialUploads(Instant.now().minusSeconds(3600)).collectList().block()).isEmpty();
		assertThat(this.storage.partialUploads(later).map(Store.PartialUpload::key).collectList().block())
			.containsExactly(KEY);

		this.storage.partialUploads(later).concatMap(this.storage::abort, 1).then().block();

		assertThat(this.storage.partialUploads(later).collectList().block()).isEmpty();
	}

	@Test
	void rangesAreReadOnRequest() throws IOException {
		String text = "0123456789".repeat(300_000);
		put(KEY, staged(text), text).block();

		assertThat(text(this.storage.read(KEY, 3, 5))).isEqualTo("34567");
		assertThat(text(this.storage.read(KEY, 2_999_999, 5))).isEqualTo("9");
		assertThat(text(this.storage.read(KEY, 0, 4_000_000))).isEqualTo(text);
		StepVerifier.create(this.storage.read(KEY, 3_000_000, 5)).verifyComplete();
		StepVerifier.create(this.storage.read(KEY, 0, 3_000_000), 0).thenRequest(1).assertNext((buffer) -> {
			assertThat(buffer.readableByteCount()).isEqualTo(OpenObject.BUFFER_BYTES);
			DataBufferUtils.release(buffer);
		}).thenCancel().verify();
		OpenObject opened = Objects.requireNonNull(this.storage.open(KEY).block());
		assertThat(opened.sha256().block()).isEqualTo(hash(text));
		assertThat(opened.size()).isEqualTo(text.length());
	}

	@Test
	void emptyFileHasNoBuffers() throws IOException {
		put(KEY, staged(""), "").block();

		StepVerifier.create(this.storage.read(KEY, 0, 10)).verifyComplete();
		assertThat(this.storage.withFile(KEY, S3StorageTests::hashOf).block()).isEqualTo(hash(""));
	}

	@Test
	void readOfReplacedObjectFailsInsteadOfMixingBytes() throws IOException {
		String text = "0123456789".repeat(300_000);
		put(KEY, staged(text), text).block();
		OpenObject opened = Objects.requireNonNull(this.storage.open(KEY).block());

		this.storage.delete(List.of(KEY)).block();
		put(KEY, staged("other".repeat(600_000)), "other".repeat(600_000)).block();

		StepVerifier.create(opened.read(0, 3_000_000)).verifyError(IOException.class);
	}

	@Test
	void copyHasBytesOfSourceWhichStays() throws IOException {
		Path original = Files.writeString(this.folder.resolve("original"), "one");

		putCopy(KEY, original, "one").block();
		this.storage.copy(KEY, "library/gold/a.jpg", 3, hash("one"), TYPE).block();

		assertThat(original).hasContent("one");
		assertThat(text(this.storage.read("library/gold/a.jpg", 0, 100))).isEqualTo("one");
		StepVerifier.create(putCopy("library/gold/b.jpg", original, "two")).verifyError(ContentChangedException.class);
		assertThat(files()).isEmpty();
	}

	@Test
	void localCopyIsGoneAfterWorkAndChangedBytesAreRefused() throws IOException {
		put(KEY, staged("one"), "one").block();

		assertThat(this.storage.withFile(KEY, S3StorageTests::hashOf).block()).isEqualTo(hash("one"));
		assertThat(files()).isEmpty();

		this.s3.client
			.putObject((request) -> request.bucket(this.s3.settings.bucket())
				.key(this.s3.settings.prefix() + KEY)
				.metadata(Map.of(S3Uploads.HASH, hash("one"))), AsyncRequestBody.fromString("two"))
			.join();
		StepVerifier.create(this.storage.withFile(KEY, S3StorageTests::hashOf))
			.verifyError(ContentChangedException.class);
		assertThat(files()).isEmpty();
	}

	@Test
	void missingFileIsCountedWhenItIsRead() {
		StepVerifier.create(this.storage.find(KEY)).verifyComplete();
		StepVerifier.create(this.storage.list("library/")).verifyComplete();
		assertThat(this.s3.meters.get("tintype.storage.missing").counter().count()).isZero();

		StepVerifier.create(this.storage.read(KEY, 0, 1)).verifyError(NoSuchKeyException.class);
		StepVerifier.create(this.storage.withFile(KEY, S3StorageTests::hashOf)).verifyError(NoSuchKeyException.class);

		assertThat(this.s3.meters.get("tintype.storage.missing").counter().count()).isEqualTo(2);
	}

	@Test
	void listingFindsFilesBelowPrefixOnly() throws IOException {
		List<String> keys = List.of("library/bronze/a.jpg", "library/silver/2024/07/b+ é.jpg", "library/silver/c.jpg",
				"library/silverware/d.jpg", "uploads/1f/e.png");
		for (String key : keys) {
			put(key, staged(key), key).block();
		}

		assertThat(keysOf("library/silver/")).containsExactlyInAnyOrder(keys.get(1), keys.get(2));
		assertThat(keysOf("library/")).containsExactlyInAnyOrderElementsOf(keys.subList(0, 4));
		assertThat(this.storage.list("uploads/").blockFirst()).isEqualTo(this.storage.find(keys.get(4)).block());

		this.storage.delete(List.of(keys.get(0), keys.get(1), "library/never/stored")).block();

		assertThat(keysOf("library/")).containsExactlyInAnyOrder(keys.get(2), keys.get(3));
	}

	@Test
	void keyAgainstTheRulesIsRefused() {
		for (String key : List.of("a", "a/../b", "uploads/incoming/x.part")) {
			assertThatThrownBy(() -> this.storage.location(key)).isInstanceOf(IllegalArgumentException.class);
			StepVerifier.create(Mono.defer(() -> this.storage.open(key))).verifyError(IllegalArgumentException.class);
		}
	}

	private static Mono<String> hashOf(CheckedFile.Source source) {
		return Mono.fromCallable(() -> {
			try (CheckedFile file = source.open()) {
				return file.sha256();
			}
		});
	}

	private Path staged(String text) throws IOException {
		Path file = this.s3.staging.newFile();
		OwnFiles.createFolderOf(file);
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
		try (Stream<Path> all = Files.walk(this.folder.resolve("data"))) {
			return all.filter(Files::isRegularFile).toList();
		}
	}

	private static String text(Flux<DataBuffer> bytes) {
		return Objects.requireNonNull(
				DataBufferUtils.join(bytes).map((buffer) -> buffer.toString(StandardCharsets.UTF_8)).block());
	}

}
