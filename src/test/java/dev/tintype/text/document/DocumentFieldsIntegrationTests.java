package dev.tintype.text.document;

import java.time.Instant;
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
class DocumentFieldsIntegrationTests {

	/**
	 * Longer than the part of a large object that H2 reads at once, and without a space
	 * to split it at.
	 */
	private static final String LONG = "Ü".repeat(20_000) + " Straße";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			code = a                            | a
			code != a                           | b
			name CONTAINS FÜHRER                | b
			content CONTAINS 'ü strasse'        | b
			content CONTAINS 'üü'               | b
			content NOT CONTAINS strasse        | a
			content CONTAINS ''                 | ab
			content STARTS WITH 'short'         | a
			content MATCHES 'e$'                | b
			content = 'short'                   | a
			content > 't'                       | b
			content IN [short, other]           | a
			created > now-1h AND updated <= now | ab
			created < now-1h                    | none
			""")
	void fieldSelectsDocuments(String filter, String expected, @Autowired Statements statements,
			@Autowired Dialect dialect, @Autowired WebTestClient client) {
		Http http = new Http(client);
		http.post("/api/documents", Map.of("code", "a", "name", "first", "content", "short"));
		http.post("/api/documents", Map.of("code", "b", "name", "Stadtführer", "content", LONG));
		try {
			FilterSql sql = RowFilter.parse(filter, DocumentFields.ALL, Instant.now().plusSeconds(60), "filter")
				.sql(dialect);
			String found = statements.sql("SELECT d.code FROM document d WHERE " + sql.condition())
				.bind(sql.values())
				.all((row) -> row.get(0, String.class))
				.sort()
				.reduce("", String::concat)
				.block();

			assertThat(found).isEqualTo((expected != null) ? expected : "");
		}
		finally {
			statements.sql("DELETE FROM document").then().block();
		}
	}

	@Test
	void filterSelectsPageAndStream(@Autowired Statements statements, @Autowired WebTestClient client) {
		Http http = new Http(client);
		http.post("/api/documents", Map.of("code", "a", "name", "first", "content", "short"));
		http.post("/api/documents", Map.of("code", "b", "name", "Stadtführer", "content", LONG));
		try {
			Http.Answer page = http.get("/api/documents?filter={f}", "content CONTAINS strasse OR name = other");
			assertThat(page.json().findValuesAsString("code")).containsExactly("b");
			assertThat(page.json().at("/total").asInt()).isEqualTo(1);
			Http.Answer stream = http.with("Accept", "application/x-ndjson")
				.get("/api/documents?include=content&regex=o&filter={f}", "name MATCHES '^f' AND code != c");
			assertThat(stream.lines()).singleElement()
				.satisfies((line) -> assertThat(line.at("/content").asString()).isEqualTo("short"));
		}
		finally {
			statements.sql("DELETE FROM document").then().block();
		}
	}

	@Test
	void regularExpressionHasOneSecondInPageAndUsualLimitInStream(@Autowired Statements statements,
			@Autowired Dialect dialect, @Autowired RegexLimit regexes) {
		RegexLimit limit = Mockito.spy(regexes);
		RowFilter filter = RowFilter.parse("content MATCHES 'in no document'", DocumentFields.ALL, Instant.now(),
				"filter");
		DocumentRows rows = new DocumentRows(statements, dialect, limit, new DocumentFilter(null, filter));
		Slice<DocumentRows.DocumentSize> first = Slice.first(DocumentRows.ORDERS.initial(), 10);

		assertThat(rows.page(first).block()).isEmpty();
		Mockito.verify(limit).run(Mockito.eq(true), Mockito.any());
		assertThat(rows.streamed(first).block()).isEmpty();
		assertThat(rows.lines(first).map(NdjsonPage::rows).block()).isZero();
		Mockito.verify(limit, Mockito.times(2)).run(Mockito.eq(false), Mockito.any());
	}

}
