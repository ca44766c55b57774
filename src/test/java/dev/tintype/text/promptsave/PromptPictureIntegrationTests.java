package dev.tintype.text.promptsave;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import dev.tintype.text.prompt.PromptBench;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptPictureIntegrationTests {

	private final PromptBench bench;

	private final Environment environment;

	private final PromptPictures pictures;

	private final String text = UUID.randomUUID().toString();

	@TempDir
	private Path folder = Path.of("");

	PromptPictureIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Environment environment, @Autowired PromptPictures pictures) {
		this.bench = new PromptBench(client, database);
		this.environment = environment;
		this.pictures = pictures;
	}

	@Test
	void uploadedPictureIsScaledDownAndKept() throws IOException {
		JsonNode saved = upload(Pictures.jpeg(this.folder, "a.jpg", 600, 400), 201);
		JsonNode again = this.bench.save(PromptBench.prompt(this.text));

		assertPicture(saved, 256, 171);
		assertThat(again.get("thumbnail_url")).isEqualTo(saved.get("thumbnail_url"));
		assertPicture(again, 256, 171);
		Callers.awaitNoTemporaryUpload(this.environment);
	}

	@Test
	void laterPictureReplacesFormerAndIsNotEnlarged() throws IOException {
		JsonNode first = upload(Pictures.png(this.folder, "a.png", 300, 300), 201);
		JsonNode second = upload(Pictures.png(this.folder, "b.png", 40, 90), 200);

		assertPicture(second, 40, 90);
		assertThat(second.get("thumbnail_url")).isNotEqualTo(first.get("thumbnail_url"));
		assertThat(second.path("total_uses").asLong()).isEqualTo(2);
	}

	@Test
	void registeredImageGivesPictureAndIsLinkedOnce() throws IOException {
		String image = this.bench.image(Pictures.webp(this.folder, "a.webp", 512, 1024));
		JsonNode saved = this.bench.save(Map.of("prompt_text", this.text, "image_id", image));
		this.bench.save(Map.of("prompt_text", this.text, "image_id", image.toUpperCase(Locale.ROOT)));

		assertPicture(saved, 128, 256);
		assertThat(this.bench.images(saved.path("id").asLong())).containsExactly(UUID.fromString(image));
	}

	@Test
	void imageWithoutBytesIsLinkedAndUnknownImageIsNot() {
		String awaited = this.bench.awaited();
		String gone = this.bench.awaited();
		this.bench.http().send(HttpMethod.DELETE, "/api/images/" + gone);

		for (String image : List.of(awaited, gone, UUID.randomUUID().toString(), "none", "")) {
			JsonNode saved = this.bench.save(Map.of("prompt_text", this.text, "image_id", image));
			assertThat(saved.path("thumbnail_error").asString()).contains("image_id").endsWith(".");
			assertThat(saved.path("has_thumbnail").asBoolean()).isFalse();
			assertThat(this.bench.images(saved.path("id").asLong())).containsExactly(UUID.fromString(awaited));
		}
		assertThat(this.bench.uses(this.text)).containsEntry(this.text, 5L);
	}

	@Test
	void fileBelowRootsGivesPicture() throws IOException {
		Path file = Pictures.gif(root(), this.text + ".gif", 512, 256);

		JsonNode saved = this.bench.save(Map.of("prompt_text", this.text, "image_path", file.toString()));

		assertPicture(saved, 256, 128);
		assertThat(this.bench.images(saved.path("id").asLong())).isEmpty();
	}

	@Test
	void pathOutsideRootsGivesNoPictureAndRevealsNothing() throws IOException {
		Path outside = Pictures.png(this.folder, "a.png", 30, 20);
		Path link = Files.createSymbolicLink(root().resolve(this.text + ".png"), outside);
		List<String> errors = new ArrayList<>();

		for (String path : List.of(outside.toString(), this.folder.resolve("none.png").toString(), link.toString(),
				root().resolve("none.png").toString(), "a.png", "")) {
			JsonNode saved = this.bench.save(Map.of("prompt_text", this.text, "image_path", path));
			assertThat(saved.path("has_thumbnail").asBoolean()).isFalse();
			errors.add(saved.path("thumbnail_error").asString());
		}
		JsonNode directory = this.bench.save(Map.of("prompt_text", this.text, "image_path", root().toString()));

		assertThat(errors.stream().distinct()).singleElement().asString().contains("TINTYPE_IMAGES_ROOTS");
		assertThat(directory.path("thumbnail_error").asString()).isEqualTo("The file cannot be read.");
		assertThat(this.bench.uses(this.text)).containsEntry(this.text, 7L);
	}

	@Test
	void failedPictureKeepsFormerOneAndUseCounts() throws IOException {
		JsonNode good = upload(Pictures.png(this.folder, "a.png", 30, 20), 201);
		Path garbage = Files.writeString(this.folder.resolve("b.png"), "no picture");
		Path empty = Files.createFile(this.folder.resolve("c.png"));
		Path cut = Pictures.truncate(Pictures.png(this.folder, "d.png", 300, 200), 60);
		Path bomb = Pictures.bomb(this.folder, "e.png");

		for (Path file : List.of(garbage, empty, cut, bomb)) {
			JsonNode saved = upload(file, 200);
			assertThat(saved.path("thumbnail_error").asString()).endsWith(".").doesNotContain("/");
			assertPictureIs(saved, good);
		}
		Path planted = Files.copy(bomb, root().resolve(this.text + ".png"));
		JsonNode bombed = this.bench.save(Map.of("prompt_text", this.text, "image_path", planted.toString()));
		assertThat(bombed.path("thumbnail_error").asString()).contains("900000000 pixels");
		assertPictureIs(bombed, good);
		Path drawing = Files.writeString(root().resolve(this.text + "-drawing.png"), "<svg/>");
		JsonNode drawn = this.bench.save(Map.of("prompt_text", this.text, "image_path", drawing.toString()));
		assertThat(drawn.path("thumbnail_error").asString()).startsWith("The file is an SVG drawing,");
		assertThat(drawn.path("total_uses").asLong()).isEqualTo(7);
		Callers.awaitNoTemporaryUpload(this.environment);
	}

	@Test
	void uploadedPictureTakesPrecedenceAndImageIsLinked() throws IOException {
		String image = this.bench.image(Pictures.png(this.folder, "a.png", 30, 20));

		Http.Answer answer = this.bench.saveForm(
				Map.of("prompt_text", this.text, "image_id", image, "image_path", "/none.png"),
				Files.readAllBytes(Pictures.png(this.folder, "b.png", 50, 60)));

		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertPicture(answer.json(), 50, 60);
		assertThat(this.bench.images(answer.json().path("id").asLong())).containsExactly(UUID.fromString(image));
	}

	@Test
	void formWithoutChosenFileHasNoPicture() {
		Http.Answer answer = PromptBench.saveForm(this.bench.http(),
				List.of(Multipart.file("image", "", new byte[0]), Multipart.field("prompt_text", this.text)));

		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(answer.json().get("thumbnail_error").isNull()).isTrue();
	}

	@RepeatedTest(20)
	void truncatedFormIsRefusedAndLeavesNoFile() throws IOException {
		byte[] picture = Files.readAllBytes(Pictures.png(this.folder, "a.png", 300, 200));
		byte[] image = Multipart.file("image", "a.png", picture);
		byte[] body = PictureBytes.join(Multipart.field("prompt_text", this.text),
				Arrays.copyOf(image, image.length - 20));

		Http.Answer answer = this.bench.http().send(HttpMethod.POST, PromptBench.PROMPTS, Multipart.TYPE, body);

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(this.bench.uses(this.text)).isEmpty();
		Callers.awaitNoTemporaryUpload(this.environment);
	}

	@Test
	void secondPictureIsRefusedAndLeavesNoFile() throws IOException {
		byte[] picture = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		List<byte[]> parts = List.of(Multipart.field("prompt_text", this.text),
				Multipart.file("image", "a.png", picture), Multipart.file("image", "b.png", picture));

		Http.Answer twice = PromptBench.saveForm(this.bench.http(), parts);
		Http.Answer invalid = this.bench.saveForm(PromptBench.prompt(" "), picture);

		assertThat(List.of(twice.pointer(), invalid.pointer())).containsExactly("/image", "/prompt_text");
		assertThat(this.bench.uses(this.text)).isEmpty();
		Callers.awaitNoTemporaryUpload(this.environment);
	}

	@Test
	void wrongBytesAreRefusedAndLeaveNoFile() throws IOException {
		byte[] text = Multipart.part("prompt_text", new byte[] { 'a', (byte) 0xFF });
		byte[] image = Multipart.part("image\"; filename*=\"bogus''a", PictureBytes.join());
		assertThat(PromptBench.saveForm(this.bench.http(), List.of(text)).pointer()).isEqualTo("/prompt_text");
		assertThat(PromptBench.saveForm(this.bench.http(), List.of(Multipart.field("prompt_text", this.text), image))
			.pointer()).isEqualTo("/image");
		assertThat(this.bench.uses(this.text)).isEmpty();
	}

	@Test
	void failureIsReportedWithoutPath() {
		PromptDraft draft = PromptDraft.readOne(Json.MAPPER.valueToTree(PromptBench.prompt(this.text)));

		assertThat(fault(draft, PictureException.busy())).isEqualTo(PictureException.busy().getBody().getDetail());
		assertThat(fault(draft, new IOException("/secret/file"))).isEqualTo("The picture could not be read.");
	}

	@Test
	void lastValidPictureOfChunkIsKept() throws IOException {
		String first = this.bench.image(Pictures.png(this.folder, "a.png", 30, 20));
		String last = this.bench.image(Pictures.png(this.folder, "b.png", 50, 60));

		for (String query : List.of("", "?atomic=true")) {
			String prompt = this.text + query;
			JsonNode results = this.bench
				.batch(query,
						List.of(Map.of("prompt_text", prompt, "image_id", first),
								Map.of("prompt_text", prompt, "image_id", last),
								Map.of("prompt_text", prompt, "image_id", "x"), PromptBench.prompt(prompt)))
				.json()
				.get("results");
			assertThat(results).map((result) -> result.get("thumbnail_error").isNull())
				.containsExactly(true, true, false, true);
			JsonNode saved = this.bench.save(PromptBench.prompt(prompt));
			assertPicture(saved, 50, 60);
			assertThat(saved.path("total_uses").asLong()).isEqualTo(5);
			assertThat(this.bench.images(saved.path("id").asLong())).containsExactlyInAnyOrder(UUID.fromString(first),
					UUID.fromString(last));
		}
	}

	private JsonNode upload(Path file, int status) throws IOException {
		Http.Answer answer = this.bench.saveForm(PromptBench.prompt(this.text), Files.readAllBytes(file));
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		return answer.json();
	}

	private void assertPicture(JsonNode saved, int width, int height) {
		byte[] picture = this.bench.picture(saved.path("id").asLong());
		assertThat(new String(picture, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
		assertThat(saved.get("thumbnail_error").isNull()).isTrue();
		assertThat(saved.path("has_thumbnail").asBoolean()).isTrue();
		assertThat(saved.path("thumbnail_mime").asString()).isEqualTo("image/webp");
		assertThat(saved.path("thumbnail_width").asInt()).isEqualTo(width);
		assertThat(saved.path("thumbnail_height").asInt()).isEqualTo(height);
		assertThat(saved.path("thumbnail_url").asString())
			.isEqualTo("/api/prompts/" + saved.path("id").asLong() + "/thumbnail?v=" + Hashes.sha256(picture));
	}

	private void assertPictureIs(JsonNode saved, JsonNode former) {
		assertThat(saved.get("thumbnail_url")).isEqualTo(former.get("thumbnail_url"));
		assertThat(saved.path("thumbnail_url").asString())
			.endsWith(Hashes.sha256(this.bench.picture(saved.path("id").asLong())));
	}

	private String fault(PromptDraft draft, Throwable failure) {
		return String.valueOf(
				Objects.requireNonNull(this.pictures.illustrate(draft, Mono.error(failure)).block()).pictureFault());
	}

	private Path root() {
		return Path.of(this.environment.getRequiredProperty("tintype.images.roots"));
	}

}
