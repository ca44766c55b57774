package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ContentIntegrationTests {

	private static final String CONTENT = "/api/images/{id}/content";

	private static final String METADATA = "/api/images/{id}/metadata";

	private static final String THUMBNAIL = "/api/images/{id}/thumbnail";

	private final Http http;

	private final DatabaseClient database;

	private final TestImages images;

	private Path file = Path.of("");

	private byte[] bytes = new byte[0];

	private String id = "";

	ContentIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Environment environment) {
		this.http = new Http(client);
		this.database = database;
		this.images = new TestImages(this.http, environment);
	}

	@BeforeEach
	void registerPicture() throws IOException {
		this.file = Pictures.png(this.images.folder(), "a.png", 600, 300);
		this.bytes = Files.readAllBytes(this.file);
		this.id = this.images.register(this.file);
	}

	@Test
	void contentIsTheFileWithItsHashAsETag() {
		Http.Answer answer = this.http.get(CONTENT, this.id);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.bytes()).isEqualTo(this.bytes);
		assertThat(answer.header("ETag")).isEqualTo('"' + Hashes.sha256(this.bytes) + '"');
		assertThat(answer.header("Content-Type")).isEqualTo("image/png");
		assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(this.bytes.length));
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
		assertThat(answer.header("Last-Modified")).endsWith("GMT");
		assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
	}

	@Test
	void metadataIsTheExifOfTheFile() throws IOException {
		Path jpeg = Pictures.jpeg(this.images.folder(), "b.jpg", 30, 20);
		Files.write(jpeg, SamplePictures.jpeg(Files.readAllBytes(jpeg), SamplePictures.exif(6), null));
		JsonNode metadata = this.http.get(METADATA, this.images.register(jpeg)).json();

		assertThat(metadata.path("aperture").asString()).isEqualTo("f/2.8");
		assertThat(metadata.path("shutter").asString()).isEqualTo("1/125s");
		assertThat(metadata.path("iso").asInt()).isEqualTo(200);
		assertThat(metadata.path("dateTimeOriginal").asString()).isEqualTo("2024-07-04T10:11:12.25");
		assertThat(metadata.path("orientation").asInt()).isEqualTo(6);
		assertThat(this.http.get(METADATA, this.id).text()).isEqualTo("{}");
	}

	@Test
	void metadataNeedsReadablePicture() throws IOException {
		Files.writeString(this.file, "no picture any more");
		assertThat(this.http.get(METADATA, this.id).status()).isEqualTo(422);
		Files.delete(this.file);
		assertThat(this.http.get(METADATA, this.id).status()).isEqualTo(404);
		assertThat(this.http.get(METADATA, this.images.await("later.jpg")).status()).isEqualTo(404);
		assertThat(this.http.get(METADATA, UUID.randomUUID()).status()).isEqualTo(404);
	}

	@Test
	void headReturnsOnlyTheHeaders() {
		Http.Answer answer = this.http.send(HttpMethod.HEAD, CONTENT, this.id);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.bytes()).isEmpty();
		assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(this.bytes.length));
	}

	@Test
	void matchingConditionReturnsNotModified() {
		Http.Answer first = this.http.get(CONTENT, this.id);

		Http.Answer byTag = this.http.with("If-None-Match", first.header("ETag")).get(CONTENT, this.id);
		Http.Answer byTime = this.http.with("If-Modified-Since", first.header("Last-Modified")).get(CONTENT, this.id);

		assertThat(byTag.status()).isEqualTo(304);
		assertThat(byTag.header("ETag")).isEqualTo(first.header("ETag"));
		assertThat(byTime.status()).isEqualTo(304);
		assertThat(this.http.with("If-None-Match", "\"x\"").get(CONTENT, this.id).status()).isEqualTo(200);
		assertThat(this.http.with("If-None-Match", "*").get(CONTENT, this.id).status()).isEqualTo(304);
	}

	@Test
	void failedDateConditionIsProblem() {
		Http.Answer answer = this.http.with("If-Unmodified-Since", "Thu, 01 Jan 1998 00:00:00 GMT")
			.get(CONTENT, this.id);

		assertThat(answer.status()).isEqualTo(412);
		assertThat(answer.json().path("type").asString()).isEqualTo("/problems/precondition-failed");
		assertThat(answer.json().path("instance").asString()).isEqualTo("/api/images/" + this.id + "/content");
	}

	@Test
	void failedPreconditionIsAProblem() {
		Http.Answer answer = this.http.with("If-Match", "\"x\"").get(CONTENT, this.id);

		assertThat(answer.status()).isEqualTo(412);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void rangeRequestReturnsTheRange() {
		int size = this.bytes.length;

		assertRange("bytes=0-9", 0, 10);
		assertRange("bytes=-5", size - 5, size);
		assertRange("bytes=7-", 7, size);
		assertRange("bytes=7-999999999", 7, size);
		assertRange("bytes=7-99999999999999999999", 7, size);
	}

	@Test
	void rangeBeyondTheEndIsAProblem() {
		for (String from : List.of(Integer.toString(this.bytes.length), "99999999999999999999")) {
			Http.Answer answer = this.http.with("Range", "bytes=" + from + "-").get(CONTENT, this.id);

			assertThat(answer.status()).isEqualTo(416);
			assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + this.bytes.length);
		}
	}

	@Test
	void invalidOrMultipleRangesAreIgnored() {
		for (String range : List.of("bytes=0-1,4-5", "bytes=x-y", "lines=1-2", "bytes=9-3")) {
			Http.Answer answer = this.http.with("Range", range).get(CONTENT, this.id);
			assertThat(answer.status()).as(range).isEqualTo(200);
			assertThat(answer.bytes()).hasSameSizeAs(this.bytes);
		}
	}

	@Test
	void rangeOfAnotherVersionIsIgnored() {
		Http.Answer first = this.http.get(CONTENT, this.id);
		Http ranged = this.http.with("Range", "bytes=0-9");

		assertThat(ranged.with("If-Range", first.header("ETag")).get(CONTENT, this.id).status()).isEqualTo(206);
		assertThat(ranged.with("If-Range", first.header("Last-Modified")).get(CONTENT, this.id).status())
			.isEqualTo(206);
		assertThat(ranged.with("If-Range", "\"other\"").get(CONTENT, this.id).status()).isEqualTo(200);
		assertThat(ranged.with("If-Range", "Sat, 01 Jan 2000 00:00:00 GMT").get(CONTENT, this.id).status())
			.isEqualTo(200);
	}

	@Test
	void fileReplacedByLinkOutOfTheRootsIsNotFound() throws IOException {
		Files.delete(this.file);
		Files.createSymbolicLink(this.file, Path.of("/etc/hostname"));

		assertThat(this.http.get(CONTENT, this.id).status()).isEqualTo(404);
		assertThat(this.http.get(THUMBNAIL, this.id).status()).isEqualTo(404);
	}

	@Test
	void missingFileIsNotFound() throws IOException {
		Files.delete(this.file);

		Http.Answer answer = this.http.get(CONTENT, this.id);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text()).doesNotContain(this.file.toString());
	}

	@Test
	void thumbnailIsWebpOf256PixelsUnlessAskedOtherwise() throws IOException {
		Http.Answer answer = this.http.get(THUMBNAIL, this.id);

		assertThat(answer.header("Content-Type")).isEqualTo("image/webp");
		assertThat(answer.header("Cache-Control")).contains("no-cache").contains("private");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(width(answer)).isEqualTo(256);
		Http.Answer jpeg = this.http.get(THUMBNAIL + "?size=150&format=jpeg", this.id);
		assertThat(jpeg.header("Content-Type")).isEqualTo("image/jpeg");
		assertThat(width(jpeg)).isEqualTo(150);
		assertThat(width(this.http.get(THUMBNAIL + "?size=512", this.id))).isEqualTo(512);
		assertThat(width(this.http.get(THUMBNAIL + "?size=1024", this.id))).isEqualTo(600);
	}

	@Test
	void thumbnailWithVersionIsCachedForAYear() {
		String etag = this.http.get(THUMBNAIL, this.id).header("ETag");

		Http.Answer versioned = this.http.get(THUMBNAIL + "?v={v}", this.id, etag.replace("\"", ""));

		assertThat(versioned.header("Cache-Control")).contains("immutable").contains("max-age=31536000");
		for (String other : List.of("old", "", "0123456789ab")) {
			assertThat(this.http.get(THUMBNAIL + "?v=" + other, this.id).header("Cache-Control")).contains("no-cache");
		}
		assertThat(this.http.with("If-None-Match", etag).get(THUMBNAIL, this.id).status()).isEqualTo(304);
	}

	@Test
	void unsupportedThumbnailSizeOrFormatIsRefused() {
		assertThat(this.http.get(THUMBNAIL + "?size=257", this.id).status()).isEqualTo(400);
		assertThat(this.http.get(THUMBNAIL + "?format=png", this.id).status()).isEqualTo(400);
		assertThat(this.http.get(THUMBNAIL, UUID.randomUUID()).status()).isEqualTo(404);
	}

	@Test
	void thumbnailOfADamagedPictureIsAProblem() throws IOException {
		Path damaged = Pictures.truncate(Pictures.png(this.images.folder(), "b.png", 60, 30), 60);

		Http.Answer answer = this.http.get(THUMBNAIL, this.images.register(damaged));

		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.json().path("detail").asString()).isEqualTo("The PNG picture is damaged.");
	}

	@Test
	void thumbnailOfOtherFileIsAProblemThatNamesItsKind() throws IOException {
		Files.writeString(this.file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");

		Http.Answer answer = this.http.get(THUMBNAIL, this.id);

		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.json().path("detail").asString()).startsWith("The file is a Git LFS pointer,");
	}

	@Test
	void concurrentRequestsStoreOneThumbnail() {
		List<String> tags = Flux.range(0, 20)
			.flatMap((i) -> Mono.fromCallable(() -> this.http.get(THUMBNAIL, this.id).header("ETag"))
				.subscribeOn(Callers.SCHEDULER), 20)
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(tags).hasSize(20).containsOnly(tags.get(0)).doesNotContain("null");
		assertThat(this.database.sql("SELECT count(*) FROM thumbnails WHERE image_id = :id")
			.bind("id", UUID.fromString(this.id))
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(1);
	}

	private void assertRange(String range, int from, int to) {
		Http.Answer answer = this.http.with("Range", range).get(CONTENT, this.id);
		assertThat(answer.status()).as(range).isEqualTo(206);
		assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(this.bytes, from, to));
		assertThat(answer.header("Content-Range"))
			.isEqualTo("bytes " + from + "-" + (to - 1) + "/" + this.bytes.length);
	}

	private int width(Http.Answer answer) throws IOException {
		Path copy = Files.write(this.images.folder().resolve("thumbnail.png"), answer.bytes());
		return this.http.get("/api/images/{id}", this.images.register(copy)).json().path("width").asInt();
	}

}
