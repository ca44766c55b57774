package dev.tintype.text.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentSearchIntegrationTests {

	private final Http http;

	private final DocumentWriter documents;

	private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

	/** A word that only this test uses. */
	private final String word = "q" + this.prefix.replaceAll("[^a-z]", "") + "zx";

	DocumentSearchIntegrationTests(@Autowired WebTestClient client, @Autowired DocumentWriter documents) {
		this.http = new Http(client);
		this.documents = documents;
	}

	@Test
	void goldenQueriesFindSameDocumentsOnBothDatabases() throws IOException {
		Golden golden = Golden.read();
		this.documents
			.save(golden.documents()
				.entrySet()
				.stream()
				.map((entry) -> new DocumentDraft(this.prefix + entry.getKey(),
						Objects.requireNonNull(entry.getValue().get("name")),
						Objects.requireNonNull(entry.getValue().get("content"))))
				.toList())
			.block();

		Map<String, Set<String>> found = new TreeMap<>();
		Map<String, Set<String>> expected = new TreeMap<>();
		golden.queries().forEach((query, codes) -> {
			expected.put(query, new TreeSet<>(codes));
			found.put(query, new TreeSet<>(codes(query, 500)));
		});

		assertThat(golden.documents()).hasSizeGreaterThanOrEqualTo(30);
		assertThat(expected).hasSizeGreaterThanOrEqualTo(60);
		expected.forEach((query, codes) -> {
			if (codes.equals(found.get(query))) {
				found.remove(query);
			}
		});
		assertThat(found).isEmpty();
	}

	@Test
	void hitHasDocumentRankAndSnippet() {
		save("far", "Far", "Once there was a lake. ".repeat(40) + "The %s slept. ".formatted(this.word)
				+ "Nobody came by. ".repeat(40));

		Http.Answer answer = search(this.word, 50);

		JsonNode hit = answer.json().path("items").get(0);
		assertThat(hit.propertyNames()).containsExactly("id", "code", "name", "created_at", "updated_at", "rank",
				"snippet");
		assertThat(hit.path("rank").asDouble()).isPositive();
		assertThat(hit.path("snippet").asString()).contains(this.word).hasSizeLessThan(400);
	}

	@Test
	void moreFrequentWordRanksHigherAndTiesListNewestFirst() {
		save("old", "Old", this.word + " stands here once among others");
		save("new", "New", this.word + " stands here once among others");
		save("best", "Best", (this.word + " ").repeat(5));
		save("named", "About " + this.word, "something else");

		assertThat(codes(this.word, 500)).containsExactly("best", "new", "old", "named");
		assertThat(codes(this.word, 2)).containsExactly("best", "new");
	}

	@Test
	void searchFindsLatestWrites() {
		save("a", "Name", "one " + this.word);
		assertThat(codes(this.word, 50)).containsExactly("a");

		save("a", "Name", "another text");
		assertThat(codes(this.word, 50)).isEmpty();

		save("a", "Named " + this.word, "another text");
		assertThat(codes(this.word, 50)).containsExactly("a");

		this.http.send(HttpMethod.DELETE, "/api/documents/{code}", this.prefix + "a");
		assertThat(codes(this.word, 50)).isEmpty();
	}

	@Test
	void searchCoversFirstHalfMillionCharactersOfLargeDocument() {
		String other = "many different words follow each other ".repeat(30_000);
		String content = (this.word + "begin " + other).substring(0, 499_900) + " " + this.word + "inside " + other;

		save("large", "Large", content.repeat(3) + " " + this.word + "end");

		assertThat(codes(this.word + "begin", 50)).containsExactly("large");
		assertThat(codes(this.word + "inside", 50)).containsExactly("large");
		assertThat(codes(this.word + "end", 50)).isEmpty();
	}

	@Test
	void searchFindsDocumentOlderThanThousandsOfOthers() {
		save("old", "Old", this.word + " and more");
		saveMany(5_100, (i) -> "nothing of interest " + i);
		save("new", "New", this.word + " " + this.word);

		assertThat(codes(this.word, 50)).containsExactly("new", "old");
	}

	@Test
	void searchLimitsRankedHits() {
		saveMany(600, (i) -> this.word + " " + i);

		assertThat(codes(this.word, 500)).hasSize(500).doesNotHaveDuplicates();
		assertThat(search(this.word, 1).json().path("items").size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "q=", "q=a&limit=0", "q=a&limit=501", "q=a&limit=x" })
	void invalidQueryIsRefused(String query) {
		assertThat(this.http.get("/api/documents/search?" + query).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t \n", "\u3000", "a\u0000b" })
	void blankQueryAndNulAreRefused(String query) {
		assertThat(search(query, 50).status()).isEqualTo(400);
	}

	@Test
	void queryMayHave500Characters() {
		assertThat(search("a ".repeat(250), 50).status()).isEqualTo(200);
		assertThat(search("a".repeat(501), 50).status()).isEqualTo(400);
		assertThat(search("\"&|!:*()<->'\\".repeat(38), 50).json().path("items").size()).isZero();
	}

	private List<String> codes(String query, int limit) {
		Http.Answer answer = search(query, limit);
		assertThat(answer.status()).as(query + answer.text()).isEqualTo(200);
		return StreamSupport.stream(answer.json().path("items").spliterator(), false)
			.map((item) -> item.path("code").asString())
			.filter((code) -> code.startsWith(this.prefix))
			.map((code) -> code.substring(this.prefix.length()))
			.toList();
	}

	private Http.Answer search(String query, int limit) {
		return this.http.get("/api/documents/search?q={q}&limit={limit}", query, limit);
	}

	private void saveMany(int count, IntFunction<String> content) {
		List<DocumentDraft> drafts = IntStream.range(0, count)
			.mapToObj((i) -> new DocumentDraft(this.prefix + i, "Many", content.apply(i)))
			.toList();
		this.documents.save(drafts).block();
	}

	private void save(String code, String name, String content) {
		this.documents.save(List.of(new DocumentDraft(this.prefix + code, name, content))).block();
	}

	/**
	 * Documents, and the queries that find them.
	 *
	 * @param documents name and content by code
	 * @param queries codes by query
	 */
	private record Golden(Map<String, Map<String, String>> documents, Map<String, List<String>> queries) {

		@SuppressWarnings("unchecked")
		static Golden read() throws IOException {
			try (InputStream file = Objects
				.requireNonNull(DocumentSearchIntegrationTests.class.getResourceAsStream("golden.yaml"))) {
				Map<String, Map<String, ?>> golden = new Yaml().load(file);
				return new Golden((Map<String, Map<String, String>>) Objects.requireNonNull(golden.get("documents")),
						new TreeMap<>((Map<String, List<String>>) Objects.requireNonNull(golden.get("queries"))));
			}
		}

	}

}
