package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.NdjsonPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptFieldsIntegrationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			text CONTAINS STRASSE         | a
			text STARTS WITH 'A Stra'     | a
			text MATCHES 'b$'             | b
			text CONTAINS 'OTHER b'       | b
			text CONTAINS 'other  b'      | none
			text NOT CONTAINS 'OTHER b'   | a
			text MATCHES '(?i)STRAßE'     | a
			text MATCHES 'another'        | b
			text NOT MATCHES 'another'    | a
			text CONTAINS ｶ           | none
			model = flux                  | b
			model != flux                 | a
			model NOT EXISTS              | a
			uses = 2                      | b
			uses < 2                      | a
			first_used > now-1h AND last_used <= now | ab
			has_thumbnail = false         | ab
			has_thumbnail EXISTS          | ab
			image IN [{image}, none]      | a
			image CONTAINS {image}        | a
			image NOT EXISTS              | b
			""")
	void fieldSelectsPrompts(String filter, String expected, @Autowired Statements statements,
			@Autowired Dialect dialect, @Autowired WebTestClient client) {
		Http http = new Http(client);
		String image = http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png"))))
			.json()
			.at("/image_ids/0")
			.asString();
		http.post("/api/prompts", Map.of("prompt_text", "A Straße a", "image_id", image));
		http.post("/api/prompts", Map.of("prompt_text", "another b", "model", "flux"));
		http.post("/api/prompts", Map.of("prompt_text", "another b", "model", "flux"));
		try {
			FilterSql sql = RowFilter
				.parse(filter.replace("{image}", image), PromptFields.ALL, Instant.now().plusSeconds(60), "filter")
				.sql(dialect);
			String found = statements.sql("SELECT p.prompt_text FROM prompts p WHERE " + sql.condition())
				.bind(sql.values())
				.all((row) -> row.get(0, String.class).replaceAll(".*(.)$", "$1"))
				.sort()
				.reduce("", String::concat)
				.block();

			assertThat(found).isEqualTo((expected != null) ? expected : "");
		}
		finally {
			for (String table : List.of("prompts", "media_assets", "images")) {
				statements.sql("DELETE FROM " + table).then().block();
			}
		}
	}

	@Test
	void filterSelectsWhereverPromptsAreSelected(@Autowired Statements statements, @Autowired WebTestClient client) {
		Http http = new Http(client);
		http.post("/api/prompts", Map.of("prompt_text", "red boat", "model", "flux"));
		http.post("/api/prompts", Map.of("prompt_text", "red lake", "model", "sdxl"));
		http.post("/api/prompts", Map.of("prompt_text", "red hill"));
		try {
			String filter = "model != sdxl AND text CONTAINS RED";
			for (String url : List.of("/api/prompts?sort=popular&filter={f}", "/api/prompts?filter={f}",
					"/api/prompts/search?q=red&filter={f}", "/api/prompts/popular?filter={f}",
					"/api/prompts/recent?filter={f}")) {
				assertThat(http.get(url, filter).json().findValuesAsString("prompt_text")).as(url)
					.containsExactlyInAnyOrder("red boat", "red hill");
			}
			assertThat(http.get("/api/prompts?filter={f}&model=flux", filter).json().at("/total").asInt()).isEqualTo(1);
			assertThat(http.get("/api/prompts/export?format=ndjson&filter={f}", filter).text())
				.contains("red boat", "red hill")
				.doesNotContain("red lake");
			assertThat(http.get("/api/prompts/export?format=csv&filter={f}", "txt = 1").json().at("/detail").asString())
				.isEqualTo("Unknown field 'txt' at 1. Did you mean 'text'?");
		}
		finally {
			statements.sql("DELETE FROM prompts").then().block();
		}
	}

	@Test
	void regularExpressionHasOneSecondInPageAndUsualLimitInStream(@Autowired Statements statements,
			@Autowired Dialect dialect, @Autowired RegexLimit regexes) {
		RegexLimit limit = Mockito.spy(regexes);
		RowFilter filter = RowFilter.parse("text MATCHES 'in no prompt'", PromptFields.ALL, Instant.now(), "filter");
		PromptRows rows = new PromptRows(statements, dialect, limit,
				new PromptFilter(List.of(), null, null, null, filter));
		Slice<Prompt> first = Slice.first(PromptOrders.ID, 10);

		assertThat(rows.page(first).block()).isEmpty();
		Mockito.verify(limit).run(Mockito.eq(true), Mockito.any());
		assertThat(rows.streamed(first).block()).isEmpty();
		assertThat(rows.lines(first).map(NdjsonPage::rows).block()).isZero();
		Mockito.verify(limit, Mockito.times(2)).run(Mockito.eq(false), Mockito.any());
	}

}
