package dev.tintype;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.AnyCasePairs;
import dev.tintype.testing.AnyCasePairs.Pair;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Saves the texts of the golden table through every endpoint with a search, and searches
 * for its patterns.
 */
final class AnyCaseSearches {

	/** Texts, and words that find them in the full-text index. */
	private static final List<Pair> WORDS = List.of(new Pair("ферри", "ФЕРРИ у причала", true),
			new Pair("ПРИЧАЛА ферри", "Ферри у причала", true), new Pair("überall", "ÜBERALL Schnee", true),
			new Pair("U\u0308BERALL", "überall Schnee", true), new Pair("ÉTÉ", "un e\u0301te\u0301 chaud", true),
			new Pair("οδυσσευς", "ΟΔΥΣΣΕΥΣ", true), new Pair("ΟΔΥΣΣΕΥΣ", "οδυσσευς", true),
			new Pair("STRASSE", "eine Straße hier", true), new Pair("straße", "EINE STRASSE HIER", true),
			new Pair("istanbul titles", "A TITLE IN ISTANBUL", true), new Pair("ISTANBUL", "istanbul title", true),
			new Pair("istanbul", "ıstanbul", false),
			new Pair("\u10e1\u10d0\u10e5\u10d0", "\u1ca1\u1c90\u1ca5\u1c90", true),
			new Pair("ete", "un été chaud", false), new Pair("\u0444\u0435\u0440\u0440\u0438", "паром", false));

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]");

	/** A character that is in no pattern. */
	private static final String OTHER = "\ue000";

	private final List<Pair> pairs = AnyCasePairs.read();

	private final Set<String> patterns = new LinkedHashSet<>(this.pairs.stream().map(Pair::pattern).toList());

	private final Http http;

	private final DatabaseClient database;

	private final Dialect dialect;

	AnyCaseSearches(Http http, DatabaseClient database, Dialect dialect) {
		this.http = http;
		this.database = database;
		this.dialect = dialect;
	}

	/**
	 * Searches images by name, and others by caption.
	 */
	void images() {
		List<String> named = register(this.pairs.stream().map(Pair::text).toList());
		List<String> captioned = register(this.pairs.stream().map((pair) -> OTHER).toList());
		List<Map<String, String>> items = IntStream.range(0, captioned.size())
			.mapToObj((i) -> Map.of("image_id", captioned.get(i), "caption", this.pairs.get(i).text()))
			.toList();
		assertThat(this.http.post("/api/captions", Map.of("captions", items)).json().path("saved").asInt())
			.isEqualTo(captioned.size());
		assertFound(some(), this::imagesOfPage, named, captioned);
		assertFound(some(), this::imagesOfStream, named, captioned);
		if (this.dialect == Dialect.POSTGRESQL) {
			Callers.await(() -> Long.valueOf(0)
				.equals(this.database.sql("SELECT count(*) FROM caption_changes").mapValue(Long.class).one().block()));
		}
		assertFound(this.patterns, this::imagesOfPage, named, captioned);
	}

	private Set<String> imagesOfPage(String pattern) {
		return values("image_id", "/api/images?per_page=500&count=none&search={s}", pattern);
	}

	private Set<String> imagesOfStream(String pattern) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/images?search={s}", pattern)
			.lines()
			.stream()
			.map((line) -> line.path("image_id").asString())
			.collect(Collectors.toSet());
	}

	void prompts() {
		List<Map<String, String>> items = this.pairs.stream()
			.map((pair) -> Map.of("prompt_text", pair.text()))
			.toList();
		List<String> ids = this.http.post("/api/prompts/batch", Map.of("prompts", items))
			.json()
			.path("results")
			.valueStream()
			.map((result) -> result.path("id").asString())
			.toList();
		assertFound(this.patterns,
				(pattern) -> values("id", "/api/prompts?per_page=500&count=none&search={s}", pattern), ids);
		// Prompts of other tests may contain a single letter more often than the limit.
		List<String> rare = some().stream()
			.filter((pattern) -> Normalizer.normalize(pattern, Normalizer.Form.NFKC).length() > 1)
			.toList();
		assertFound(rare, (pattern) -> values("id", "/api/prompts/search?limit=500&q={s}", pattern), ids);
	}

	void documentNames() {
		String prefix = UUID.randomUUID().toString().substring(0, 8);
		List<String> codes = new ArrayList<>();
		for (Pair pair : this.pairs) {
			codes.add(save(prefix + codes.size(), pair.text(), OTHER));
		}
		// A query without a word finds no document.
		List<String> words = this.patterns.stream().filter((pattern) -> WORD.matcher(pattern).find()).toList();
		assertFound(words, (pattern) -> values("code", "/api/documents/search?limit=500&q={s}", pattern), codes);
	}

	void words() {
		String prefix = UUID.randomUUID().toString().substring(0, 8);
		for (int i = 0; i < WORDS.size(); i++) {
			Pair pair = WORDS.get(i);
			String code = save(prefix + i, OTHER, pair.text());
			assertThat(values("code", "/api/documents/search?limit=500&q={s}", pair.pattern()).contains(code))
				.as(pair.toString())
				.isEqualTo(pair.matches());
			String message = this.http
				.post("/api/chat/threads/" + prefix + "/messages", Map.of("question", pair.text(), "answer", OTHER))
				.json()
				.path("id")
				.asString();
			assertThat(values("id", "/api/chat/search?limit=500&q={s}", pair.pattern()).contains(message))
				.as(pair.toString())
				.isEqualTo(pair.matches());
		}
	}

	// Patterns for endpoints that use another statement with the same condition.
	private List<String> some() {
		return this.patterns.stream().filter((pattern) -> pattern.hashCode() % 8 == 0).toList();
	}

	@SafeVarargs
	private void assertFound(Collection<String> patterns, Function<String, Set<String>> search, List<String>... ids) {
		Map<String, Set<String>> wrong = new LinkedHashMap<>();
		for (String pattern : patterns) {
			Set<String> found = search.apply(pattern);
			for (int i = 0; i < this.pairs.size(); i++) {
				Pair pair = this.pairs.get(i);
				for (List<String> some : ids) {
					if (pair.pattern().equals(pattern) && found.contains(some.get(i)) != pair.matches()) {
						wrong.computeIfAbsent(pattern, (absent) -> new TreeSet<>()).add(pair.text());
					}
				}
			}
		}
		assertThat(patterns).isNotEmpty();
		assertThat(wrong).isEmpty();
	}

	private List<String> register(List<String> filenames) {
		JsonNode answer = this.http
			.post("/api/images/register-files",
					Map.of("files", filenames.stream().map((name) -> Map.of("filename", name)).toList()))
			.json();
		return answer.path("image_ids").valueStream().map(JsonNode::asString).toList();
	}

	private String save(String code, String name, String content) {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/documents/" + code, MediaType.APPLICATION_JSON,
					Json.MAPPER.writeValueAsString(Map.of("name", name, "content", content))
						.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(201);
		return code;
	}

	private Set<String> values(String field, String uri, String pattern) {
		Set<String> values = new LinkedHashSet<>();
		Http.Answer answer = this.http.get(uri, pattern);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		answer.json().path("items").valueStream().forEach((item) -> values.add(item.path(field).asString()));
		return values;
	}

}
