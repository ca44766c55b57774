package dev.tintype.library.collection;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SmartCollectionIntegrationTests {

	private final Http http;

	private final Statements statements;

	private final Dialect dialect;

	private final TestCollections collections;

	/** A keyword of all photos of a test. */
	private final String mark = UUID.randomUUID().toString();

	SmartCollectionIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.statements = statements;
		this.dialect = dialect;
		this.collections = new TestCollections(this.http, assets, transactions);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "rating | greater_than | 4 | true",
			"rating | greater_than | 5 | false", "rating | less_than | 4 | true", "rating | less_than | 3 | false",
			"rating | between | [4, 4] | true", "rating | in | [1, 4] | true", "rating | in | [1, 5] | false",
			"fileSize | equals | 1000 | true", "face_count | equals | 1 | true", "faceCount | equals | 0 | false",
			"taken_at | greater_than | \"2024-07-04T10:11:12\" | true",
			"taken_at | greater_than | \"2024-07-04T10:11:13\" | false", "taken_at | less_than | \"2024-07-04\" | true",
			"taken_at | less_than | \"2024-07-03\" | false", "takenAt | equals | \"2024-07-04\" | true",
			"taken_at | between | [\"2024-07-04\", \"2024-07-04\"] | true",
			"taken_at | between | [\"2024-07-05\", \"2024-07-06\"] | false", "taken_at | in_last_days | 1 | false",
			"created_at | in_last_days | 1 | true", "created_at | less_than | \"2020-01-01\" | false",
			"keywords | contains | \"TRAVEL\" | true", "keywords | contains | \"Travel/Japan\" | true",
			"keywords | contains | \"Trav\" | false", "keywords | equals | \"travel\" | false",
			"keywords | equals | \"travel/JAPAN\" | true", "keywords | in | [\"x\", \"travel/japan\"] | true",
			"keywords | in | [\"x\", \"travel\"] | false", "ai_tags | contains | \"LAKE\" | true",
			"aiTags | contains | \"lak\" | false", "ai_tags | in | [\"a\", \"Lake\"] | true",
			"people | contains | \"anna %1$s\" | true", "people | contains | \"%2$s\" | true",
			"people | contains | \"Anna\" | false", "people | contains | \"%3$s\" | false",
			"eventType | equals | \"holiday\" | true", "event_name | contains | \"YEAR'S\" | true",
			"event_name | equals | \"new year's day\" | false", "tier | equals | \"silver\" | true",
			"tier | in | [\"bronze\", \"gold\"] | false", "location | contains | \"FUJI\" | true",
			"location | contains | \"%% %%\" | false", "mimeType | equals | \"image/jpeg\" | true",
			"camera | contains | \"canon\" | true", "lens | in | [\"50mm\"] | true",
			"originalFilename | contains | \"P.J\" | true", "is_reviewed | equals | true | true",
			"isReviewed | equals | false | false", "hasGps | equals | true | true" })
	void ruleSelectsPhoto(String field, String operator, String value, boolean expected) {
		Version photo = this.collections
			.asset((version) -> dev.tintype.library.version.TestAssets.full(version.build())
				.toBuilder()
				.state(ProcessingState.PROCESSED)
				.metadata(Json.MAPPER.readTree("{\"ai\": {\"aiTags\": [\"Lake\"]}}")),
					List.of(this.mark, "Travel/Japan"), Tier.BRONZE, Tier.SILVER)
			.best();
		UUID anna = Ids.next();
		this.collections.run(this.statements.sql("INSERT INTO people (id, name) VALUES (:id, :name)")
			.bind("id", anna)
			.bind("name", "Anna " + this.mark)
			.then()
			.then(this.statements.sql("""
					INSERT INTO faces (id, photo_id, person_id, bounding_box, confidence)
					VALUES (:id, :photo, :person, '[1,2,3,4]', 90)""")
				.bind("id", Ids.next())
				.bind("photo", photo.id())
				.bind("person", anna)
				.then()));
		String rule = TestCollections.rule(field, operator, value.formatted(this.mark, anna, Ids.next()));

		assertThat(preview(TestCollections.group("AND", TestCollections.marked(this.mark), rule)))
			.hasSize(expected ? 1 : 0);
		assertThat(preview(
				TestCollections.group("AND", TestCollections.marked(this.mark), rule.replace("}", ", \"not\": true}"))))
			.hasSize(expected ? 0 : 1);
	}

	@Test
	void previewIsPageOfPhotos() {
		List<String> made = List.of(this.collections.rated(1, this.mark), this.collections.rated(2, this.mark),
				this.collections.rated(3, this.mark));

		JsonNode page = send("/api/collections/preview?per_page=2",
				"{\"smart_rules\": " + TestCollections.group("AND", TestCollections.marked(this.mark)) + "}")
			.json();

		assertThat(page.path("total").longValue()).isEqualTo(3);
		assertThat(TestCollections.ids(page)).containsExactly(made.get(2), made.get(1));
		assertThat(send("/api/collections/preview", "{}").pointer()).isEqualTo("/smart_rules");
		assertThat(send("/api/collections/preview",
				"{\"smart_rules\": " + TestCollections.group("AND", TestCollections.rule("ratin", "equals", "1")) + "}")
			.pointer()).isEqualTo("/smart_rules/rules/0/field");
	}

	@Test
	void smartCollectionHasBestLivePhotosThatAreNotRejected() {
		String id = this.collections.smart("s", TestCollections.marked(this.mark));
		String photo = this.collections.rated(1, this.mark);
		Version trashed = this.collections.photo(this.mark);
		this.collections.trash(trashed.assetId(), true);
		this.collections.asset((version) -> version.state(ProcessingState.REJECTED), List.of(this.mark), Tier.BRONZE);
		String best = this.collections.asset((version) -> version, List.of(this.mark), Tier.BRONZE, Tier.SILVER)
			.best()
			.id()
			.toString();

		assertThat(this.collections.photos(id)).containsExactly(best, photo);
		assertThat(this.collections.find(id).path("photo_count").longValue()).isEqualTo(2);
		assertThat(this.http.with("Accept", "application/x-ndjson").get("/api/collections/" + id + "/photos").lines())
			.hasSize(2);
	}

	@Test
	void rulesOfOtherApplicationSelectNothing() {
		String photo = this.collections.rated(5, this.mark);
		UUID broken = row("broken", "{\"minRating\": 3}");
		UUID circular = row("circle " + this.mark,
				TestCollections.group("OR", TestCollections.in("circle " + this.mark)));

		assertThat(this.collections.photos(broken.toString())).isEmpty();
		assertThat(this.collections.photos(circular.toString())).isEmpty();
		assertThat(this.collections.find(broken.toString()).path("photo_count").longValue()).isZero();
		assertThat(this.http.get("/api/collections?photo_id=" + photo).status()).isEqualTo(200);
		this.collections.run(this.statements.sql("DELETE FROM collections WHERE id = ANY(:ids)")
			.bind("ids", new UUID[] { broken, circular })
			.then());
	}

	private UUID row(String name, String rules) {
		UUID id = Ids.next();
		this.collections.run(this.statements
			.sql("INSERT INTO collections (id, name, is_smart_collection, smart_rules) VALUES (:id, :name, TRUE, "
					+ this.dialect.choose(":rules FORMAT JSON)", "CAST(:rules AS JSONB))"))
			.bind("id", id)
			.bind("name", name)
			.bind("rules", rules)
			.then());
		return id;
	}

	@Test
	void randomRulesSelectSamePhotosAsPlainEvaluation() {
		Random random = new Random(7);
		RandomRules rules = new RandomRules(random);
		List<Version> photos = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			List<String> keywords = new ArrayList<>(rules.keywords());
			keywords.add(this.mark);
			photos.add(this.collections.asset(rules::fields, keywords, Tier.BRONZE).best());
		}
		String manual = this.collections.create("m");
		Set<UUID> members = photos.stream()
			.filter((photo) -> random.nextInt(3) == 0)
			.map(Version::id)
			.collect(Collectors.toSet());
		this.collections.add(manual, members.toArray());
		JsonNode inner = Json.MAPPER.readTree(rules.group(2, List.of(manual)));
		String smart = this.collections.smart("s", TestCollections.marked(this.mark), inner.toString());
		rules.collection(manual, (photo) -> members.contains(photo.id()));
		rules.collection(smart, (photo) -> rules.matches(inner, photo));

		for (int i = 0; i < 150; i++) {
			String rule = rules.group(2, List.of(manual, smart));
			JsonNode parsed = Json.MAPPER.readTree(rule);
			Set<String> expected = photos.stream()
				.filter((photo) -> rules.matches(parsed, photo))
				.map((photo) -> photo.id().toString())
				.collect(Collectors.toCollection(TreeSet::new));

			assertThat(new TreeSet<>(preview(TestCollections.group("AND", TestCollections.marked(this.mark), rule))))
				.as(rule)
				.isEqualTo(expected);
		}
	}

	@Test
	void photoTakenLatelyIsInLastDays() {
		LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
		this.collections.asset((version) -> version.taken(now.minusDays(3).plusHours(1), "exif"), List.of(this.mark),
				Tier.BRONZE);
		String rule = "{\"field\": \"taken_at\", \"operator\": \"in_last_days\", \"value\": %d}";

		assertThat(preview(TestCollections.group("AND", TestCollections.marked(this.mark), rule.formatted(3))))
			.hasSize(1);
		assertThat(preview(TestCollections.group("AND", TestCollections.marked(this.mark), rule.formatted(2))))
			.isEmpty();
	}

	private Http.Answer send(String path, String body) {
		return this.collections.send(HttpMethod.POST, path, body);
	}

	private List<String> preview(String rules) {
		Http.Answer answer = send("/api/collections/preview?per_page=500", "{\"smart_rules\": " + rules + "}");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return TestCollections.ids(answer.json());
	}

}
