package dev.tintype.library.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tier;
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
class TagIntegrationTests extends TagFixture {

	TagIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets, @Autowired Statements statements,
			@Autowired Transactions transactions) {
		super(client, assets, statements, transactions);
	}

	@Test
	void tagsAreListedByUse() {
		photo(tag("b"), tag("a"));
		photo(tag("b"));
		photo(tag("B/x"), tag("\uFF5E"), tag("\uD83D\uDE00"));
		JsonNode added = this.http.post("/api/tags", Map.of("tags", List.of(tag("c"), tag("A"), " " + tag("C"))))
			.json();
		String path = "/api/tags?parent=" + this.mark.toUpperCase(Locale.ROOT);

		assertThat(added.path("added").longValue()).isEqualTo(1);
		assertThat(added.path("present").longValue()).isEqualTo(1);
		assertThat(added.at("/items/1/tag").stringValue()).isEqualTo(tag("a"));
		List<String> walked = new ArrayList<>();
		JsonNode page = this.http.get(path + "&per_page=2").json();
		assertThat(page.path("total").longValue()).isEqualTo(6);
		while (true) {
			page.path("items").forEach((item) -> walked.add(item.path("usage_count").intValue() + shortened(item)));
			if (page.path("next").isNull()) {
				break;
			}
			page = this.http.get(path + "&per_page=2&after=" + page.path("next").stringValue()).json();
		}
		assertThat(walked).containsExactly("2b", "1B/x", "1a", "1\uFF5E", "1\uD83D\uDE00", "0c");
		assertThat(this.http.with("Accept", "application/x-ndjson").get(path).lines()).hasSize(6);
		assertThat(names(this.http.get("/api/tags?search={search}", tag("b/")).json())).containsExactly("B/x");
		assertThat(names(this.http.get("/api/tags?parent={parent}", tag("b")).json())).containsExactly("B/x");
	}

	@Test
	void deletionRemovesTagFromPhotos() {
		Asset asset = asset(List.of(tag("a"), tag("a/x"), "z"), Tier.BRONZE, Tier.SILVER);
		Asset trashed = asset(List.of(tag("A")), Tier.BRONZE);
		trash(trashed, true);
		String path = "/api/tags/" + find(tag("a")).path("id").stringValue();

		assertThat(this.http.send(HttpMethod.DELETE, path).text()).isEqualTo("{\"photos\":1}");

		assertThat(read(asset).versions())
			.allSatisfy((version) -> assertThat(version.keywords()).containsExactly(tag("a/x"), "z"));
		assertThat(read(trashed).best().keywords()).isEmpty();
		assertThat(names(list())).containsExactly("a/x");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(404);
		assertCounts();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{} | /tag", "{\"tag\": 1} | /tag", "{\"tag\": \" \"} | /tag", "[] | ``" })
	void invalidTagIsRefused(String body, String pointer) {
		photo(tag("a"));

		Http.Answer answer = send(HttpMethod.PATCH, "/api/tags/" + find(tag("a")).path("id").stringValue(), body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | /tags", "{\"tags\": \"a\"} | /tags",
			"{\"tags\": [\"a\", 1]} | /tags/1", "{\"tags\": [\" \"]} | /tags/0" })
	void invalidTagsAreRefused(String body, String pointer) {
		Http.Answer answer = send(HttpMethod.POST, "/api/tags", body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void tooLongTagBelowIsRefused() {
		photo(tag("a"), tag("a/" + "x".repeat(200)));

		Http.Answer answer = rename(find(tag("a")), tag("y".repeat(100)), "");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/tag");
		assertThat(send(HttpMethod.PATCH, "/api/tags/" + Ids.next(), "{\"tag\": \"a\"}").status()).isEqualTo(404);
		assertThat(send(HttpMethod.PATCH, "/api/tags/x", "{\"tag\": \"a\"}").status()).isEqualTo(404);
	}

}
