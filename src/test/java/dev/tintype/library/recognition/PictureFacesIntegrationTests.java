package dev.tintype.library.recognition;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.imaging.xmp.FaceRegion;
import dev.tintype.library.asset.TestLibrary;
import dev.tintype.library.face.TestFaces;
import dev.tintype.library.version.Assets;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PictureFacesIntegrationTests {

	private static final String REGION = """
			<rdf:li rdf:parseType='Resource'><mwg-rs:Name>%s</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>
			<mwg-rs:Area stArea:x='0.5' stArea:y='0.5' stArea:w='0.2' stArea:h='0.5' stArea:unit='normalized'/></rdf:li>""";

	private static final String REGIONS = """
			<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:RegionList><rdf:Bag>%s</rdf:Bag></mwg-rs:RegionList>
			</mwg-rs:Regions>""";

	private final Http http;

	private final TestFaces faces;

	private final Environment environment;

	@TempDir
	private Path folder = Path.of("");

	private TestLibrary library;

	PictureFacesIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions, @Autowired Environment environment) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
		this.environment = environment;
		this.library = new TestLibrary(this.http, environment, this.folder);
	}

	@BeforeEach
	void useFolder() {
		this.library = new TestLibrary(this.http, this.environment, this.folder);
	}

	@Test
	void namedRegionsBecomeFacesOfPeople() throws IOException {
		String anna = "Anna " + UUID.randomUUID();
		String ben = "Ben " + UUID.randomUUID();
		String known = this.faces.person(ben);
		byte[] both = named(anna, ben);

		JsonNode results = this.library.upload(TestLibrary.part("a.jpg", both), TestLibrary.part("b.jpg", named(anna)))
			.path("results");

		List<JsonNode> faces = faces(results.get(0));
		assertThat(faces).extracting((face) -> face.path("person_name").asString())
			.containsExactlyInAnyOrder(anna, ben);
		assertThat(faces).allSatisfy((face) -> {
			assertThat(face.path("bounding_box").toString()).isEqualTo("[24,10,12,20]");
			assertThat(face.path("confidence").asInt()).isEqualTo(100);
		});
		assertThat(this.faces.count(known)).isEqualTo(1);
		List<JsonNode> people = this.http.get("/api/people?search={name}", anna)
			.json()
			.path("items")
			.values()
			.stream()
			.toList();
		assertThat(people).singleElement()
			.satisfies((person) -> assertThat(person.path("face_count").asInt()).isEqualTo(2));
		assertThat(faces(results.get(1)).get(0).path("person_id")).isEqualTo(people.get(0).path("id"));
	}

	private byte[] named(String... names) throws IOException {
		StringBuilder regions = new StringBuilder();
		for (String name : names) {
			regions.append(REGION.formatted(name));
		}
		return this.library.picture(REGIONS.formatted(regions));
	}

	private List<JsonNode> faces(JsonNode result) {
		return this.http.get("/api/faces?photo_id={id}", TestLibrary.photo(result))
			.json()
			.path("items")
			.values()
			.stream()
			.toList();
	}

	@Test
	void settingKeepsRegionsOut() throws IOException {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/settings/import_face_regions", MediaType.APPLICATION_JSON,
					"{\"value\":\"false\"}".getBytes(StandardCharsets.UTF_8))
			.status()).isBetween(200, 201);
		try {
			JsonNode result = this.library.upload(TestLibrary.part("a.jpg", named("Nobody"))).at("/results/0");

			assertThat(faces(result)).isEmpty();
		}
		finally {
			this.http.send(HttpMethod.DELETE, "/api/settings/{key}", "import_face_regions");
		}
	}

	@Test
	void goldFileNamesThePeopleInThePicture() throws IOException {
		String anna = this.faces.person("Anna");
		String photo = TestLibrary.photo(this.library.ingest("gold.jpg"));
		String silver = this.library.act(photo, "process").json().path("id").asString();
		String face = this.faces.face(silver, anna);
		JsonNode gold = this.library.act(this.library.review(silver), "promote").json();
		String id = gold.path("id").asString();

		PictureMetadata first = metadata(gold);
		assertThat(gold.path("embedded").asBoolean()).isTrue();
		assertThat(first.people()).containsExactly("Anna");
		assertThat(first.regions()).singleElement()
			.satisfies(
					(region) -> assertThat(rounded(region)).isEqualTo(new FaceRegion("Anna", 0.017, 0.05, 0.05, 0.1)));
		this.faces.patch("/api/people/" + anna, Map.of("name", "Anne"));
		assertThat(this.http.get("/api/photos/{id}", id).json().path("embedded").asBoolean()).isFalse();
		JsonNode renamed = this.library.act(id, "embed").json();
		assertThat(renamed.path("embedded").asBoolean()).isTrue();
		assertThat(metadata(renamed).people()).containsExactly("Anne");
		this.faces.assign(null, face);
		assertThat(this.http.get("/api/photos/{id}", id).json().path("embedded").asBoolean()).isFalse();
		JsonNode without = this.library.act(id, "embed").json();
		assertThat(metadata(without).people()).isEmpty();
		assertThat(metadata(without).regions()).isEmpty();
		this.faces.assign(anna, face);
		assertThat(this.http.get("/api/photos/{id}/xmp", id).text()).contains("Anne");
	}

	private static PictureMetadata metadata(JsonNode photo) throws IOException {
		return SamplePictures.read(Path.of(photo.path("file_path").asString()), PictureFormat.JPEG, null, null);
	}

	private static FaceRegion rounded(FaceRegion region) {
		return new FaceRegion(region.name(), Math.round(region.x() * 1000) / 1000.0,
				Math.round(region.y() * 1000) / 1000.0, Math.round(region.width() * 1000) / 1000.0,
				Math.round(region.height() * 1000) / 1000.0);
	}

	@Test
	void reprocessedFacesKeepTheirPeople() throws IOException {
		String anna = this.faces.person("Anna");
		String photo = TestLibrary.photo(this.library.ingest("again.jpg"));
		String silver = this.library.act(photo, "process").json().path("id").asString();
		String kept = stored(silver, anna, 10, 10, 10, 10);
		String absent = stored(silver, anna, 40, 20, 10, 10);
		String found = stored(silver, null, 25, 10, 10, 10);
		String lost = stored(silver, null, 0, 0, 5, 5);

		Http.Answer answer = this.http.post("/api/photos/" + silver + "/reprocess",
				Map.of("faces",
						List.of(Map.of("bounding_box", List.of(11, 10, 10, 10), "confidence", 70),
								Map.of("bounding_box", List.of(25, 12, 10, 10), "embedding", List.of(1, 2)),
								Map.of("bounding_box", List.of(50, 0, 10, 10)))));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		List<String> ids = this.faces.ids("/api/faces?photo_id=" + silver);
		assertThat(ids).hasSize(4).contains(kept, absent, found).doesNotContain(lost);
		JsonNode again = this.http.get("/api/faces/{id}", kept).json();
		assertThat(again.path("person_id").asString()).isEqualTo(anna);
		assertThat(again.path("bounding_box").toString()).isEqualTo("[11,10,10,10]");
		assertThat(again.path("confidence").asInt()).isEqualTo(70);
		assertThat(this.http.get("/api/faces/{id}", found).json().path("has_embedding").asBoolean()).isTrue();
		assertThat(this.faces.count(anna)).isEqualTo(2);
		Http.Answer outside = this.http.post("/api/photos/" + silver + "/reprocess",
				Map.of("faces", List.of(Map.of("bounding_box", List.of(50, 0, 12, 10)))));
		assertThat(outside.pointer()).isEqualTo("/faces/0/bounding_box");
	}

	private String stored(String photo, @Nullable String person, double... box) {
		String id = this.faces.face(photo, person);
		assertThat(this.faces.patch("/api/faces/" + id, Map.of("bounding_box", box)).status()).isEqualTo(200);
		return id;
	}

	@Test
	void facesAreScaledWithTheirPicture() throws IOException {
		JsonNode result = this.library.ingest("small.jpg");
		String face = stored(TestLibrary.photo(result), this.faces.person("Anna"), 10, 20, 30, 10);
		byte[] larger = Files.readAllBytes(Pictures.jpeg(this.folder, UUID.randomUUID() + ".jpg", 120, 40));
		byte[] other = SamplePictures.jpeg(larger, null, SamplePictures.packet("<xmp:Label>" + face + "</xmp:Label>"));

		Http.Answer answer = Multipart.post(this.http, "/api/assets/" + result.path("asset_id").asString() + "/replace",
				List.of(Multipart.file("file", "large.jpg", other)));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(this.http.get("/api/faces/{id}", face).json().path("bounding_box").toString())
			.isEqualTo("[20,20,60,10]");
	}

	@Test
	void cropShowsTheBoxWithMargin() throws IOException {
		String face = stored(TestLibrary.photo(this.library.ingest("crop.jpg")), null, 10, 10, 20, 10);
		String url = this.http.get("/api/faces/{id}", face).json().path("crop_url").asString();

		Http.Answer jpeg = this.http.get(url + "&format=jpeg");
		Http.Answer small = this.http.get(url + "&size=16");

		assertThat(jpeg.status()).as(jpeg.text()).isEqualTo(200);
		assertThat(jpeg.header("Content-Type")).isEqualTo("image/jpeg");
		assertThat(jpeg.header("Cache-Control")).contains("immutable");
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg.bytes()));
		assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(28, 14);
		assertThat(small.header("Content-Type")).isEqualTo("image/webp");
		assertThat(this.http.with("If-None-Match", small.header("ETag")).get(url + "&size=16").status()).isEqualTo(304);
		assertThat(this.http.get("/api/faces/{id}/crop", face).header("Cache-Control")).contains("no-cache");
		assertThat(this.http.get("/api/faces/{id}/crop?size=8", face).status()).isEqualTo(400);
		assertThat(this.http.get("/api/faces/{id}/crop?format=gif", face).status()).isEqualTo(400);
		assertThat(this.http.get("/api/faces/{id}/crop", UUID.randomUUID()).status()).isEqualTo(404);
		this.faces.patch("/api/faces/" + face, Map.of("bounding_box", List.of(11, 10, 20, 10)));
		assertThat(this.http.get("/api/faces/{id}", face).json().path("crop_url").asString()).isNotEqualTo(url);
	}

	@Test
	void boxOutsideThePictureIsRefused() throws IOException {
		String photo = TestLibrary.photo(this.library.ingest("outside.jpg"));

		Http.Answer answer = this.http.post("/api/faces", TestFaces.draft(photo, 50, 30, 12, 5));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/bounding_box");
		assertThat(this.http.post("/api/faces", TestFaces.draft(photo, 50, 30, 11, 11)).status()).isEqualTo(201);
		String face = this.faces.face(photo, null);
		assertThat(this.faces.patch("/api/faces/" + face, Map.of("bounding_box", List.of(0, 0, 70, 5))).pointer())
			.isEqualTo("/bounding_box");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/faces/{id}", face).status()).isEqualTo(204);
	}

}
