package dev.tintype.library.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.Multipart;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ingests pictures and acts on them.
 */
public final class TestLibrary {

	private final Http http;

	private final Path data;

	private final Path roots;

	private final Path folder;

	public TestLibrary(Http http, Environment environment, Path folder) {
		this.http = http;
		this.data = Path.of(environment.getRequiredProperty("tintype.data-dir"));
		this.roots = Path.of(environment.getRequiredProperty("tintype.images.roots"));
		this.folder = folder;
	}

	/**
	 * Makes a picture whose bytes no other picture has, and that is like no other
	 * picture.
	 */
	public byte[] picture(String properties) throws IOException {
		byte[] plain = Files.readAllBytes(Pictures.flat(this.folder, "plain.jpg", 60, 40));
		return SamplePictures.jpeg(plain, null,
				SamplePictures.packet("<xmp:Label>" + UUID.randomUUID() + "</xmp:Label>" + properties));
	}

	public JsonNode upload(byte[]... parts) {
		Http.Answer answer = Multipart.post(this.http, "/api/assets", List.of(parts));
		assertThat(answer.status()).isEqualTo(200);
		return answer.json();
	}

	/**
	 * Uploads a new picture.
	 * @return its result
	 */
	public JsonNode ingest(String name) throws IOException {
		JsonNode result = upload(part(name, picture(""))).at("/results/0");
		assertThat(result.path("status").asString()).isEqualTo("created");
		return result;
	}

	public static byte[] part(String name, byte[] bytes) {
		return Multipart.file("files", name, bytes);
	}

	/**
	 * Registers a picture in a separate folder.
	 * @return the path
	 */
	public Path register(String name) throws IOException {
		Path own = Files.createDirectory(this.roots.resolve(UUID.randomUUID().toString()));
		Path file = Files.write(own.resolve(name), picture(""));
		assertThat(this.http.post("/api/images/register-folder", Map.of("folder_path", own.toString())).status())
			.isEqualTo(200);
		return file;
	}

	public String imageOf(Path file) {
		JsonNode found = this.http.get("/api/images?filter={filter}", "path = \"" + file + "\"").json();
		return found.at("/items/0/image_id").asString();
	}

	public Http.Answer act(String photo, String action) {
		return this.http.send(HttpMethod.POST, "/api/photos/{id}/" + action, photo);
	}

	public JsonNode asset(JsonNode result) {
		return this.http.get("/api/assets/{id}", result.path("asset_id").asString()).json();
	}

	public String review(String photo) {
		assertThat(this.http
			.send(HttpMethod.PATCH, "/api/photos/" + photo, org.springframework.http.MediaType.APPLICATION_JSON,
					"{\"is_reviewed\":true,\"rating\":4,\"keywords\":[\"lake\",\"Places/Alps\"]}"
						.getBytes(java.nio.charset.StandardCharsets.UTF_8))
			.status()).isEqualTo(200);
		return photo;
	}

	/**
	 * The files of the library with this text in their names.
	 */
	public List<Path> files(String text) throws IOException {
		try (Stream<Path> files = Files.walk(this.data.resolve("library"))) {
			return files.filter(Files::isRegularFile).filter((file) -> file.toString().contains(text)).toList();
		}
	}

	public List<Path> temporary() throws IOException {
		try (Stream<Path> files = Files.list(this.data.resolve("uploads/incoming"))) {
			return files.toList();
		}
	}

	public Path data() {
		return this.data;
	}

	public static String photo(JsonNode result) {
		return result.path("photo_id").asString();
	}

}
