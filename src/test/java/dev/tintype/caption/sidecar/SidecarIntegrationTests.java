package dev.tintype.caption.sidecar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Captions beside their images: text files, and tars with both. */
@IntegrationTest
class SidecarIntegrationTests {

	private final Http http;

	private final Environment environment;

	private Path folder = Path.of("");

	private String filter = "";

	SidecarIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		Path root = Path.of(this.environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		this.folder = Files.createDirectory(root.resolve("sidecars-" + UUID.randomUUID()));
		this.filter = "path STARTS WITH \"" + this.folder + "\"";
	}

	@Test
	void registrationImportsChangedTextFiles() throws IOException {
		Pictures.png(this.folder, "a.png", 3, 2);
		Pictures.png(this.folder, "b.c.png", 3, 2);
		Pictures.png(this.folder, "d.png", 3, 2);
		Pictures.png(this.folder, "e.png", 3, 2);
		write("a.txt", "\uFEFFone\r\n");
		write("b.c.txt", " two\n\n");
		Files.createSymbolicLink(this.folder.resolve("d.txt"), Path.of("/etc/hostname"));
		Files.write(this.folder.resolve("e.txt"), new byte[] { (byte) 0xff });
		JsonNode first = register(".txt");
		assertThat(first.path("sidecars").path("saved").asInt()).isEqualTo(2);
		assertThat(first.path("sidecars").path("failed").toString()).contains("d.txt", "It is a link.", "e.txt",
				"UTF-8");
		assertThat(captions()).containsEntry("a.png", "one").containsEntry("b.c.png", " two\n").hasSize(2);
		// A person changes a caption; the text file stays as it is.
		String id = ids().getOrDefault("a.png", "");
		put(id, "model text", "model", true);
		assertThat(register(".txt").path("sidecars").path("saved").asInt()).isZero();
		assertThat(captions()).containsEntry("a.png", "model text");
		write("a.txt", "three");
		JsonNode job = ended(this.http.with("Prefer", "respond-async")
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString(), "sidecars", ".txt")));
		assertThat(job.path("result").path("sidecars").path("saved").asInt()).isEqualTo(1);
		assertThat(captions()).containsEntry("a.png", "three");
		assertThat(register(null).path("sidecars").isNull()).isTrue();
		assertThat(this.http
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString(), "sidecars", ".json"))
			.status()).isEqualTo(400);
	}

	@Test
	void jobWritesTextFilesAndFollowsNoLink() throws IOException {
		Path outside = Files.createTempFile("outside", ".txt");
		for (String name : List.of("a.png", "b.png", "c.png", "c.gif", "d.png", "e.png", "old.png", "new.png")) {
			Pictures.png(this.folder, name, 3, 2);
		}
		register(null);
		ids().forEach((name, id) -> put(id, "text of " + name + "\n", "human", false));
		Files.createSymbolicLink(this.folder.resolve("b.txt"), outside);
		Files.createDirectory(this.folder.resolve("d.txt"));
		Files.delete(this.folder.resolve("e.png"));
		write("old.txt", "old");
		Files.setLastModifiedTime(this.folder.resolve("old.txt"), FileTime.from(Instant.EPOCH));
		write("new.txt", "new");
		Files.setLastModifiedTime(this.folder.resolve("new.txt"), FileTime.from(Instant.now().plusSeconds(60)));
		assertThat(counts(sidecars(Map.of("dry_run", true)))).containsExactly(1, 2, 5);
		assertThat(Files.exists(this.folder.resolve("a.txt"))).isFalse();
		JsonNode written = sidecars(Map.of("overwrite", "older", "expected", 8));
		assertThat(counts(written)).containsExactly(2, 1, 5);
		assertThat(written.path("problems").toString()).contains("It is a link.", "It is not a regular file.",
				"The image file is missing.", "Another image would have the same file.");
		assertThat(Files.readString(this.folder.resolve("a.txt"))).isEqualTo("text of a.png\n\n");
		assertThat(Files.getPosixFilePermissions(this.folder.resolve("a.txt")))
			.isEqualTo(Files.getPosixFilePermissions(this.folder.resolve("a.png")));
		assertThat(Files.readString(this.folder.resolve("old.txt"))).isEqualTo("text of old.png\n\n");
		assertThat(Files.readString(this.folder.resolve("new.txt"))).isEqualTo("new");
		assertThat(Files.readString(outside)).isEmpty();
		try (var files = Files.list(this.folder)) {
			assertThat(files.map((file) -> file.getFileName().toString())).noneMatch((name) -> name.startsWith("."));
		}
		assertThat(register(".txt").path("sidecars").path("unchanged").asInt()).isZero();
		assertThat(this.http.post("/api/captions/sidecars", Map.of("filter", this.filter, "expected", 1)).status())
			.isEqualTo(409);
		Files.delete(outside);
	}

	@Test
	void imageWithTheLongestNameGetsTextFile() throws IOException {
		String name = "n".repeat(251);
		Pictures.png(this.folder, name + ".png", 3, 2);
		register(null);
		put(ids().getOrDefault(name + ".png", ""), "text", "human", false);
		assertThat(counts(sidecars(Map.of()))).containsExactly(1, 0, 0);
		assertThat(Files.readString(this.folder.resolve(name + ".txt"))).isEqualTo("text");
	}

	@Test
	void folderThatIsNotWritableIsReported() throws IOException {
		Pictures.png(this.folder, "a.png", 3, 2);
		register(null);
		put(ids().getOrDefault("a.png", ""), "text", "human", false);
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("r-xr-xr-x"));
		try {
			JsonNode counts = sidecars(Map.of());
			// The user root may write everywhere.
			if (Files.isWritable(this.folder)) {
				assertThat(counts.path("written").asInt()).isEqualTo(1);
			}
			else {
				assertThat(counts.path("problems").toString()).contains("The folder is not writable.");
			}
		}
		finally {
			Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	@Test
	void tarHasFilesOfImageTogetherAndNamesWhatIsMissing() throws IOException {
		Pictures.png(this.folder, "a.png", 3, 2);
		Pictures.jpeg(this.folder, "b.jpg", 600, 400);
		Pictures.png(this.folder, "gone.png", 3, 2);
		register(null);
		Map<String, String> ids = ids();
		ids.forEach((name, id) -> put(id, "text of " + name, "human", false));
		Files.delete(this.folder.resolve("gone.png"));
		Map<String, byte[]> files = tar("");
		List<String> names = new ArrayList<>();
		for (String name : List.of("a.png", "b.jpg")) {
			String id = ids.getOrDefault(name, "");
			names.addAll(List.of(id + name.substring(1), id + ".txt", id + ".json"));
			assertThat(files.get(id + name.substring(1))).isEqualTo(Files.readAllBytes(this.folder.resolve(name)));
			assertThat(files.get(id + ".txt")).isEqualTo(("text of " + name).getBytes(StandardCharsets.UTF_8));
		}
		names.add("__missing__/images.jsonl");
		assertThat(files.keySet()).containsExactlyElementsOf(names);
		assertThat(new String(files.getOrDefault("__missing__/images.jsonl", new byte[0]), StandardCharsets.UTF_8))
			.contains(ids.getOrDefault("gone.png", "?"));
		assertThat(tar("&images=512").keySet()).contains(ids.get("b.jpg") + ".jpg");
		assertThat(tar("&images=none")).hasSize(6);
		List<String> shards = new ArrayList<>();
		for (int n = 0; n < 3; n++) {
			shards.addAll(tar("&images=none&shards=3&shard=" + n).keySet());
		}
		assertThat(shards).hasSize(6).containsAll(tar("&images=none").keySet());
	}

	@Test
	void imagesWithEqualNamesAreFoundByTheirFolders() throws IOException {
		for (String name : List.of("x/a.png", "y/a.png", "x/A.png", "x/a.b.png", "y/b.png", "y/b.gif", "y/b.png.jpg")) {
			String[] parts = name.split("/");
			Pictures.png(Files.createDirectories(this.folder.resolve(parts[0])), parts[1], 3, 2);
		}
		register(null);
		paths().forEach((path, id) -> put(id, "text of " + path, "human", false));
		for (String format : List.of("kohya", "kohya-json", "jsonl", "csv", "coco")) {
			byte[] file = this.http.get("/api/captions/export?filter={filter}&format=" + format, this.filter).bytes();
			JsonNode counts = this.http
				.send(HttpMethod.POST,
						"/api/captions/import?format=" + format + "&match=" + (format.equals("kohya") ? "auto" : "path")
								+ (format.startsWith("kohya") ? "" : "&root=" + this.folder),
						MediaType.APPLICATION_OCTET_STREAM, file)
				.json();
			assertThat(counts.path("unchanged").asInt()).as(format + counts).isEqualTo(7);
		}
	}

	@Test
	void imageInFolderNamedLikeAnIdIsFoundByItsPath() throws IOException {
		Pictures.png(Files.createDirectory(this.folder.resolve(UUID.randomUUID().toString())), "a.png", 3, 2);
		register(null);
		put(ids().getOrDefault("a.png", ""), "text", "human", false);
		for (String format : List.of("kohya", "kohya-json")) {
			String query = "format=" + format + "&root=" + this.folder;
			byte[] file = this.http.get("/api/captions/export?filter={filter}&" + query, this.filter).bytes();
			Http.Answer loaded = this.http.send(HttpMethod.POST, "/api/captions/import?" + query,
					MediaType.APPLICATION_OCTET_STREAM, file);
			assertThat(loaded.json().path("unchanged").asInt()).as(format).isEqualTo(1);
		}
	}

	private Map<String, byte[]> tar(String query) throws IOException {
		byte[] tar = this.http.get("/api/captions/export?format=webdataset&filter={filter}" + query, this.filter)
			.bytes();
		Map<String, byte[]> files = new LinkedHashMap<>();
		try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
			for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				files.put(entry.getName(), in.readAllBytes());
			}
		}
		return files;
	}

	private JsonNode sidecars(Map<String, ?> more) {
		Map<String, Object> body = new HashMap<>(more);
		body.put("filter", this.filter);
		Http.Answer answer = this.http.post("/api/captions/sidecars", body);
		return (answer.status() == 200) ? answer.json() : ended(answer).path("result");
	}

	private static List<Integer> counts(JsonNode result) {
		return List.of(result.path("written").asInt(), result.path("skipped").asInt(), result.path("failed").asInt());
	}

	private JsonNode ended(Http.Answer accepted) {
		assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
		String url = "/api/jobs/" + accepted.json().path("id").asString();
		Callers.await(() -> !List.of("queued", "running").contains(this.http.get(url).json().path("state").asString()));
		JsonNode job = this.http.get(url).json();
		assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
		return job;
	}

	private JsonNode register(@Nullable String sidecars) {
		Map<String, Object> body = new HashMap<>(Map.of("folder_path", this.folder.toString(), "recursive", true));
		body.put("sidecars", sidecars);
		Http.Answer answer = this.http.post("/api/images/register-folder", body);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private void put(String id, String text, String source, boolean overwrite) {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/caption?overwrite=" + overwrite, MediaType.APPLICATION_JSON,
					Json.MAPPER.writeValueAsBytes(Map.of("caption", text, "source", source)))
			.status()).isEqualTo(200);
	}

	private List<JsonNode> images() {
		return this.http.with("Accept", "application/x-ndjson").get("/api/images?filter={filter}", this.filter).lines();
	}

	private Map<String, String> ids() {
		Map<String, String> ids = new HashMap<>();
		images().forEach((image) -> ids.put(image.path("filename").asString(), image.path("image_id").asString()));
		return ids;
	}

	private Map<String, String> paths() {
		Map<String, String> ids = new HashMap<>();
		images().forEach((image) -> ids.put(image.path("path").asString(), image.path("image_id").asString()));
		return ids;
	}

	private Map<String, String> captions() {
		Map<String, String> captions = new HashMap<>();
		images().stream()
			.filter((image) -> image.path("caption").isString())
			.forEach((image) -> captions.put(image.path("filename").asString(), image.path("caption").asString()));
		return captions;
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

}
