package dev.tintype.image.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.Exchanges;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.NdjsonPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageFieldsIntegrationTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	private static final List<String> ROWS = List.of("""
			INSERT INTO images (image_id, filename, filename_folded, file_path, file_size, width, height, mime_type,
			  content_hash, is_uploaded, is_stored, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000a', 'Lake.jpg', 'lake.jpg', '/photos/Öl/Lake.jpg', 1000, 3000,
			  2000, 'image/jpeg', 'abc', TRUE, FALSE, TIMESTAMP WITH TIME ZONE '2026-11-29 23:59:59.999999+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-30 00:00:00+00:00')""", """
			INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000b', 'awaited.png', 'awaited.png', FALSE, FALSE,
			  TIMESTAMP WITH TIME ZONE '2026-11-30 00:00:00+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-30 11:00:00+00:00')""", """
			INSERT INTO images (image_id, filename, filename_folded, file_size, width, height, is_uploaded, is_stored,
			  caption_id, caption_rank, caption, caption_folded, caption_model, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000c', 'boat.webp', 'boat.webp', 5000000000, 600, 800, TRUE, FALSE,
			  '00000000-0000-7000-8000-0000000000c2', 3, 'Ein 😀 Boot 😀', 'ein 😀 boot 😀', NULL,
			  TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-02 00:00:00+00:00')""", """
			INSERT INTO captions (caption_id, image_id, text, source, model, operation_id, created_at)
			VALUES ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-00000000000c', 'a boat', 'model',
			  'Florence-2', '00000000-0000-7000-8000-0000000000f1',
			  TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00')""", """
			INSERT INTO captions (caption_id, image_id, text, source, operation_id, created_at)
			VALUES ('00000000-0000-7000-8000-0000000000c2', '00000000-0000-7000-8000-00000000000c', 'Ein 😀 Boot 😀',
			  'human', '00000000-0000-7000-8000-0000000000f2',
			  TIMESTAMP WITH TIME ZONE '2026-11-02 00:00:00+00:00')""");

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	@Autowired
	private RegexLimit regexes;

	private final Http http;

	ImageFieldsIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
	}

	@BeforeEach
	void makeImages() {
		deleteImages();
		ROWS.forEach((sql) -> this.statements.sql(sql).then().block());
	}

	@AfterEach
	void deleteImages() {
		this.statements.sql("DELETE FROM media_assets").then().block();
		this.statements.sql("DELETE FROM images").then().block();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			id = 00000000-0000-7000-8000-00000000000A | a
			filename CONTAINS LAKE            | a
			filename STARTS WITH lake         | none
			filename < b                      | ab
			filename <= boat.webp             | abc
			path CONTAINS '/öL/'              | a
			path NOT STARTS WITH /photos/     | bc
			folder = '/photos/Öl'             | a
			folder STARTS WITH / AND NOT folder CONTAINS lake | a
			folder != /                       | abc
			size > 1000                       | c
			size 1000 TO 5000000000           | ac
			NOT size > 1000                   | ab
			width = 3000 AND height = 2000    | a
			megapixels = 6                    | a
			megapixels < 0.5                  | c
			aspect = 1.5 OR aspect = 0.75     | ac
			aspect NOT EXISTS                 | b
			mime_type = image/jpeg            | a
			content_hash IN [abc, def]        | a
			uploaded = false                  | b
			captioned = true                  | c
			captioned != true                 | ab
			caption CONTAINS BOOT             | c
			caption MATCHES '^Ein . B'        | c
			caption NOT MATCHES '^Ein . B'    | ab
			caption NOT MATCHES '(?i)EIN . B' | ab
			filename MATCHES 'Lake.j' OR filename MATCHES '(?i)BOAT' | ac
			caption_model EXISTS              | none
			caption_source = human            | c
			caption_source != human           | ab
			caption_length = 12               | c
			caption_length < 12               | none
			captioned_by CONTAINS FLORENCE-2  | c
			captioned_by IN [Florence-2, x]   | c
			captioned_by NOT EXISTS           | ab
			created = 2026-11-29              | a
			created >= 2026-11-30             | b
			created = 2026-11-29T23:59:59.999999001Z  | none
			created >= 2026-11-29T23:59:59.999999001Z | b
			created < 2026-11-29T23:59:59.999999001Z  | ac
			created 2026-11-01 TO 2026-11-29T23:59:59.999998999Z | c
			created > now-12h                 | none
			created >= now-12h                | b
			updated < now-1w                  | c
			operation = 00000000-0000-7000-8000-0000000000f2 | c
			operation = 00000000-0000-7000-8000-0000000000f1 | none
			operation NOT EXISTS              | ab
			""")
	void fieldSelectsImages(String filter, String expected) {
		FilterSql sql = sql(filter);
		String found = this.statements.sql("SELECT i.image_id FROM images i WHERE " + sql.condition())
			.bind(sql.values())
			.all((row) -> row.get(0, UUID.class).toString().substring(35))
			.sort()
			.reduce("", String::concat)
			.block();

		assertThat(found).isEqualTo((expected != null) ? expected : "");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					filename MATCHES '^Lake.j'              | i.filename_folded LIKE :filter_1 AND i.filename ~ :filter_0 | %lak%
					caption MATCHES '(?i)BOOT' OR width > 1 | i.caption_folded LIKE :filter_1 AND i.caption ~ :filter_0   | %boo%
					""")
	void foldedTextIsComparedBeforeRegularExpressionOnPostgresql(String filter, String condition, String pattern) {
		FilterSql sql = sql(filter);

		switch (this.dialect) {
			case H2 -> assertThat(sql.condition()).doesNotContain("folded");
			case POSTGRESQL -> {
				assertThat(sql.condition()).contains(condition);
				assertThat(sql.values()).containsEntry("filter_1", pattern);
			}
		}
	}

	@Test
	void regularExpressionHasOneSecondInPageAndUsualLimitInStream() {
		RegexLimit limit = Mockito.spy(this.regexes);
		RowFilter filter = RowFilter.parse("filename MATCHES 'boat'", ImageFields.ALL, NOW, "filter");
		ImageFilter matching = new ImageFilter(null, null, null, null, filter);
		ImageRows rows = new ImageRows(this.statements, this.dialect, limit, matching, "");
		Slice<Image> first = Slice.first(ImageOrders.of(this.dialect, "").initial(), 10);

		assertThat(rows.page(first).block()).hasSize(1);
		assertThat(rows.count().block()).isEqualTo(1);
		Mockito.verify(limit, Mockito.times(2)).run(Mockito.eq(true), Mockito.any());
		assertThat(rows.lines(first).map(NdjsonPage::rows).block()).isEqualTo(1);
		Mockito.verify(limit).run(Mockito.eq(false), Mockito.any());
		// On H2 the expression itself has the limit.
		long later = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		Predicate<Object> isLater = (until) -> until instanceof Long deadline && deadline - later > 0;
		assertThat(matching.byIndex(this.dialect).values().values()).noneMatch(isLater);
		assertThat(matching.byScan(this.dialect, this.regexes.usual()).values().values().stream().anyMatch(isLater))
			.isEqualTo(this.dialect == Dialect.H2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			width >= 600                          | `` | 2
			width >= 600                          | &captioned=false | 1
			filename MATCHES 'a' AND NOT filename MATCHES '(?i)L' | &regex=w&search=a | 2
			width >= 600 AND caption EXISTS       | &search=lake | 0
			""")
	void filterIsCombinedWithOtherParameters(String filter, String others, int count) {
		Http.Answer page = this.http.get("/api/images?filter={f}" + others, filter);
		assertThat(page.json().at("/total").asInt()).isEqualTo(count);
		assertThat(page.json().at("/items").size()).isEqualTo(count);
		assertThat(
				this.http.with("Accept", "application/x-ndjson").get("/api/images?filter={f}" + others, filter).lines())
			.hasSize(count);
	}

	@Test
	void cursorBelongsToItsFilter() {
		String url = "/api/images?sort=filename&per_page=1&filter={f}";
		Http.Answer first = this.http.get(url, "width EXISTS");
		String next = first.json().at("/next").asString();
		Http.Answer second = this.http.get(url + "&after={a}", "width EXISTS", next);

		assertThat(first.json().at("/items/0/filename").asString()).isEqualTo("Lake.jpg");
		assertThat(second.json().at("/items/0/filename").asString()).isEqualTo("boat.webp");
		assertThat(this.http.get(url + "&after={a}", "width > 1", next).json().at("/type").asString())
			.isEqualTo("/problems/invalid-cursor");
	}

	@Test
	void invalidFilterIsProblemWithItsParameter() {
		Http.Answer answer = this.http.get("/api/images?filter={f}", "widht = 1");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/detail").asString())
			.isEqualTo("Unknown field 'widht' at 1. Did you mean 'width'?");
		assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("filter");
		assertThat(this.http.get("/api/images?filter={f}", "filename = " + "x".repeat(1_989)).status()).isEqualTo(200);
		assertThat(this.http.get("/api/images?filter={f}", "filename = " + "x".repeat(1_990)).status()).isEqualTo(400);
		assertThat(this.http.get("/api/images?filter=").status()).isEqualTo(400);
		assertThat(this.http.get("/api/images?filter").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			filter=width=1                                    | false
			regex=a                                           | true
			filter=width=1 OR NOT (caption MATCHES a)         | true
			filter=width=1 AND (width=2 OR caption MATCHES a) | true
			""")
	void filterWithRegularExpressionIsLimited(String query, boolean isMatching) {
		QueryParameters parameters = QueryParameters
			.of(Exchanges.get("/?" + query.replace("=1", "%3D1").replace(" ", "%20")));

		assertThat(ImageFilter.of(parameters).isMatching()).isEqualTo(isMatching);
	}

	private FilterSql sql(String filter) {
		return RowFilter.parse(filter, ImageFields.ALL, NOW, "filter").sql(this.dialect);
	}

}
