package dev.tintype.library.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CollectionIntegrationTests {

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final TestCollections collections;

	CollectionIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets, @Autowired Versions versions,
			@Autowired BestPhotos best, @Autowired Statements statements, @Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.collections = new TestCollections(this.http, assets, transactions);
	}

	@Test
	void collectionIsCreatedChangedAndDeleted() {
		Http.Answer created = this.http.post(TestCollections.PATH, Map.of("name", "Alps", "description", "High"));
		String id = created.json().path("id").stringValue();

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo("/api/collections/" + id);
		assertThat(created.json().toString()).startsWith("{\"id\":\"" + id
				+ "\",\"name\":\"Alps\",\"description\":\"High\",\"is_public\":false,\"cover_photo\":null,\"cover_url\":null,"
				+ "\"is_smart_collection\":false,\"smart_rules\":null,\"photo_count\":0,\"created_at\":\"");

		Http.Answer changed = patch(id, "{\"description\": null, \"is_public\": true, \"is_smart_collection\": false}");
		assertThat(changed.json().path("name").stringValue()).isEqualTo("Alps");
		assertThat(changed.json().path("description").isNull()).isTrue();
		assertThat(changed.json().path("is_public").booleanValue()).isTrue();
		assertThat(changed.json()).isEqualTo(this.collections.find(id));

		assertThat(this.http.send(HttpMethod.DELETE, TestCollections.PATH + "/" + id).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, TestCollections.PATH + "/" + id).status()).isEqualTo(404);
		assertThat(this.http.get(TestCollections.PATH + "/" + id).status()).isEqualTo(404);
		assertThat(this.http.get(TestCollections.PATH + "/" + id + "/photos").status()).isEqualTo(404);
		assertThat(patch(id, "{}").status()).isEqualTo(404);
		assertThat(post(id, "{\"photo_ids\": []}").status()).isEqualTo(404);
		assertThat(this.http.get(TestCollections.PATH + "/x").status()).isEqualTo(404);
	}

	@Test
	void collectionsWithPhotoAreListedByName() {
		Version photo = this.collections.photo();
		for (String name : List.of("b", "\uD83D\uDE00", "\uFF5E", "a", "B")) {
			this.collections.add(this.collections.create(name), photo.id());
		}
		this.collections.create("other");
		String path = TestCollections.PATH + "?photo_id=" + photo.id();

		List<String> walked = new java.util.ArrayList<>();
		JsonNode page = this.http.get(path + "&per_page=2").json();
		assertThat(page.path("total").longValue()).isEqualTo(5);
		while (true) {
			page.path("items").forEach((item) -> walked.add(item.path("name").stringValue()));
			if (page.path("next").isNull()) {
				break;
			}
			page = this.http.get(path + "&per_page=2&after=" + page.path("next").stringValue()).json();
		}

		assertThat(walked).containsExactly("B", "a", "b", "\uFF5E", "\uD83D\uDE00");
		assertThat(this.http.with("Accept", "application/x-ndjson").get(path).lines())
			.extracting((line) -> line.path("name").stringValue())
			.isEqualTo(walked);
		assertThat(this.http.get(TestCollections.PATH + "?photo_id=x").json().path("total").longValue()).isZero();
	}

	@Test
	void photoIdSelectsManualAndSmartCollections() {
		String mark = UUID.randomUUID().toString();
		Asset asset = this.collections.asset((version) -> version, List.of(mark), Tier.BRONZE, Tier.SILVER);
		String manual = this.collections.create("1 manual");
		this.collections.add(manual, asset.best().id());
		String smart = this.collections.smart("2 smart",
				TestCollections.rule("keywords", "contains", "\"" + mark + "\""));
		this.collections.smart("3 other", TestCollections.rule("keywords", "contains", "\"x" + mark + "\""));
		String path = TestCollections.PATH + "?photo_id=" + asset.versions().get(0).id();

		assertThat(TestCollections.ids(this.http.get(path).json())).containsExactly(manual, smart);
		this.collections.trash(asset.id(), true);
		assertThat(TestCollections.ids(this.http.get(path).json())).isEmpty();
		assertThat(this.collections.find(manual).path("photo_count").longValue()).isZero();
		assertThat(this.collections.find(smart).path("photo_count").longValue()).isZero();
		this.collections.trash(asset.id(), false);
		assertThat(TestCollections.ids(this.http.get(path).json())).containsExactly(manual, smart);
	}

	@Test
	void coverIsBestPhotoAndHiddenInTrash() {
		Asset asset = this.collections.asset((version) -> version, List.of(), Tier.BRONZE, Tier.SILVER);
		String id = this.collections.create("c", ", \"cover_photo\": \"" + asset.versions().get(0).id() + "\"");
		JsonNode shown = this.collections.find(id);

		assertThat(shown.path("cover_photo").stringValue()).isEqualTo(asset.best().id().toString());
		assertThat(shown.path("cover_url").stringValue()).isEqualTo("/api/photos/" + asset.best().id() + "/thumbnail");

		this.collections.trash(asset.id(), true);
		assertThat(this.collections.find(id).path("cover_photo").isNull()).isTrue();
		assertThat(this.collections.find(id).path("cover_url").isNull()).isTrue();
		String trashed = "{\"cover_photo\": \"" + asset.best().id() + "\"}";
		assertThat(patch(id, trashed).status()).isEqualTo(404);
		patch(id, "{\"name\": \"d\"}");
		this.collections.trash(asset.id(), false);
		assertThat(this.collections.find(id).path("cover_photo")).isEqualTo(shown.path("cover_photo"));

		assertThat(patch(id, "{\"cover_photo\": \"" + Ids.next() + "\"}").status()).isEqualTo(404);
		assertThat(patch(id, "{\"cover_photo\": \"x\"}").status()).isEqualTo(404);
		assertThat(patch(id, "{\"cover_photo\": null}").json().path("cover_photo").isNull()).isTrue();
	}

	@Test
	void photosAreAddedOnceAndRemoved() {
		String id = this.collections.create("c");
		Version first = this.collections.photo();
		Asset both = this.collections.asset((version) -> version, List.of(), Tier.BRONZE, Tier.SILVER);
		Version rejected = this.collections
			.asset((version) -> version.state(ProcessingState.REJECTED), List.of(), Tier.BRONZE)
			.best();
		Version trashed = this.collections.photo();
		this.collections.trash(trashed.assetId(), true);
		String unknown = Ids.next().toString();

		assertThat(this.collections.add(id, first.id()).toString())
			.isEqualTo("{\"added\":1,\"present\":0,\"missing\":[]}");
		assertThat(this.collections
			.add(id, both.versions().get(0).id(), both.best().id(), first.id(), rejected.id(), trashed.id(), "x",
					unknown)
			.toString())
			.isEqualTo("{\"added\":2,\"present\":2,\"missing\":[\"" + trashed.id() + "\",\"x\",\"" + unknown + "\"]}");

		assertThat(this.collections.photos(id)).containsExactly(both.best().id().toString(), first.id().toString());
		assertThat(this.collections.find(id).path("photo_count").longValue()).isEqualTo(2);
		assertThat(this.http.with("Accept", "application/x-ndjson")
			.get(TestCollections.PATH + "/" + id + "/photos")
			.lines()).extracting((line) -> line.path("id").stringValue()).isEqualTo(this.collections.photos(id));
		assertThat(this.http.get(TestCollections.PATH + "/" + id + "/photos").json().at("/items/0").has("metadata"))
			.isFalse();

		assertThat(delete(id, TestCollections.ids(both.versions().get(0).id(), first.id(), first.id(), unknown)).text())
			.isEqualTo("{\"removed\":2}");
		assertThat(delete(id, TestCollections.ids(first.id())).text()).isEqualTo("{\"removed\":0}");
		assertThat(this.collections.photos(id)).isEmpty();
	}

	@Test
	void photosAreAddedByImage() {
		UUID image = Ids.next();
		this.collections.run(this.statements.sql("""
				INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
				VALUES (:id, 'i', 'i', FALSE, FALSE, :now, :now)""")
			.bind("id", image)
			.bind("now", Instant.now())
			.then());
		Asset made = TestAssets.of("i", List.of(), Tier.BRONZE, Tier.GOLD);
		this.collections.run(
				this.assets.insert(List.of(new Asset(made.id(), "i", image, null, made.createdAt(), made.versions()))));
		String id = this.collections.create("c");
		String body = "{\"image_ids\": [\"%s\", \"%s\"]}".formatted(image, made.id());

		assertThat(post(id, body).text()).isEqualTo("{\"added\":1,\"present\":0,\"missing\":[\"" + made.id() + "\"]}");
		assertThat(this.collections.photos(id)).containsExactly(made.best().id().toString());
		assertThat(delete(id, body).text()).isEqualTo("{\"removed\":1}");
	}

	@Test
	void smartCollectionKeepsItsKind() {
		String smart = this.collections.smart("s",
				TestCollections.rule("keywords", "contains", "\"" + UUID.randomUUID() + "\""));
		String manual = this.collections.create("m");

		assertThat(post(smart, "{\"photo_ids\": []}").status()).isEqualTo(409);
		assertThat(delete(smart, "{\"photo_ids\": []}").status()).isEqualTo(409);
		assertThat(patch(smart, "{\"is_smart_collection\": false}").status()).isEqualTo(409);
		assertThat(patch(manual, "{\"is_smart_collection\": true}").status()).isEqualTo(409);
		assertThat(patch(manual, "{\"smart_rules\": {\"operator\": \"OR\", \"rules\": [%s]}}"
			.formatted(TestCollections.rule("rating", "equals", "5"))).status()).isEqualTo(409);
		assertThat(patch(smart, "{\"smart_rules\": null}").pointer()).isEqualTo("/smart_rules");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | /name", "{\"name\": \"\"} | /name",
			"{\"name\": 1} | /name", "{\"name\": \"a\", \"description\": 1} | /description",
			"{\"name\": \"a\", \"is_public\": 1} | /is_public", "{\"name\": \"a\", \"cover_photo\": 1} | /cover_photo",
			"{\"name\": \"a\", \"is_smart_collection\": true} | /smart_rules",
			"{\"name\": \"a\", \"is_smart_collection\": false, \"smart_rules\": {\"operator\": \"AND\", \"rules\": [{\"field\": \"rating\", \"operator\": \"equals\", \"value\": 1}]}} | /smart_rules",
			"{\"name\": \"a\", \"smart_rules\": []} | /smart_rules", "[] | ``" })
	void invalidCollectionIsRefused(String body, String pointer) {
		Http.Answer answer = this.collections.send(HttpMethod.POST, TestCollections.PATH, body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | 400", "{\"photo_ids\": [1]} | 400",
			"{\"photo_ids\": [], \"image_ids\": []} | 400", "{\"photo_ids\": \"a\"} | 400", "{ | 400" })
	void invalidMembersAreRefused(String body, int status) {
		String id = this.collections.create("c");

		assertThat(post(id, body).status()).isEqualTo(status);
		assertThat(delete(id, body).status()).isEqualTo(status);
	}

	@Test
	void repeatedKeyCreatesCollectionOnce() {
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());

		JsonNode first = keyed.post(TestCollections.PATH, Map.of("name", "k")).json();
		Http.Answer second = keyed.post(TestCollections.PATH, Map.of("name", "k"));

		assertThat(second.json()).isEqualTo(first);
		assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
	}

	private Http.Answer post(String id, String body) {
		return this.collections.send(HttpMethod.POST, TestCollections.PATH + "/" + id + "/photos", body);
	}

	private Http.Answer delete(String id, String body) {
		return this.collections.send(HttpMethod.DELETE, TestCollections.PATH + "/" + id + "/photos", body);
	}

	private Http.Answer patch(String id, String body) {
		return this.collections.send(HttpMethod.PATCH, TestCollections.PATH + "/" + id, body);
	}

}
