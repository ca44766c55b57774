package dev.tintype.image.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class KnownFilesIntegrationTests {

	private static final String KNOWN = "/api/images/known";

	private final Http http;

	private final TestImages images;

	@TempDir
	private Path folder = Path.of("");

	KnownFilesIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.images = new TestImages(this.http, environment);
	}

	@Test
	void knownFilesAreThoseWhoseContentIsPresent() throws IOException {
		byte[] bytes = unique();
		String hash = Hashes.sha256(bytes);
		String first = this.images.await("a.png");
		String second = this.images.await("b.png");
		this.images.put(first, bytes);
		this.images.put(second, bytes);
		String other = "0".repeat(64);

		assertThat(known(hash, other)).isEqualTo(Map.of("known", Map.of(hash, first)));
		assertThat(known(hash.toUpperCase(Locale.ROOT)))
			.isEqualTo(Map.of("known", Map.of(hash.toUpperCase(Locale.ROOT), first)));
		Files.delete(this.images.stored(first, ".png"));
		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of(hash, second)));
		Files.write(this.images.stored(second, ".png"), new byte[3]);
		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of()));
	}

	@Test
	void registeredFileIsKnownOnceHashedAndWhileUnchanged() throws IOException {
		byte[] bytes = unique();
		String hash = Hashes.sha256(bytes);
		Path file = Files.write(this.images.folder().resolve("a.png"), bytes);
		String id = this.images.register(file);

		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of()));
		this.http.get("/api/images/{id}/content", id);
		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of(hash, id)));
		Files.setLastModifiedTime(file, FileTime.fromMillis(0));
		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of()));
		Files.delete(file);
		assertThat(known(hash)).isEqualTo(Map.of("known", Map.of()));
	}

	@Test
	void hashesAreChecked() {
		String hash = "0".repeat(64);

		assertThat(this.http.post(KNOWN, Map.of("hashes", List.of(hash, "g".repeat(64)))).pointer())
			.isEqualTo("/hashes/1");
		assertThat(this.http.post(KNOWN, Map.of("hashes", List.of(7))).pointer()).isEqualTo("/hashes/0");
		assertThat(this.http.post(KNOWN, Map.of()).pointer()).isEqualTo("/hashes");
		assertThat(this.http.post(KNOWN, Map.of("hashes", Collections.nCopies(1_001, hash))).status()).isEqualTo(413);
	}

	private Object known(String... hashes) {
		return Json.MAPPER.convertValue(this.http.post(KNOWN, Map.of("hashes", List.of(hashes))).json(), Map.class);
	}

	/** Makes a picture whose bytes no other image has. */
	private byte[] unique() throws IOException {
		byte[] picture = Files.readAllBytes(Pictures.png(this.folder, "unique.png", 3, 2));
		byte[] end = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
		byte[] bytes = Arrays.copyOf(picture, picture.length + end.length);
		System.arraycopy(end, 0, bytes, picture.length, end.length);
		return bytes;
	}

}
