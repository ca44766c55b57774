package dev.tintype.library.tag;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tier;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class TagRenameIntegrationTests extends TagFixture {

	TagRenameIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		super(client, assets, statements, transactions);
	}

	@Test
	void renameChangesAllPhotosAndTagsBelow() {
		Asset asset = asset(List.of(tag("old"), tag("OLD/x/y"), tag("older"), "z"), Tier.BRONZE, Tier.GOLD);
		Asset trashed = asset(List.of(tag("Old")), Tier.BRONZE);
		trash(trashed, true);
		JsonNode before = find(tag("old"));

		Http.Answer answer = rename(before, tag("New"), "");

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.json().path("id")).isEqualTo(before.path("id"));
		assertThat(answer.json().path("tag").stringValue()).isEqualTo(tag("New"));
		assertThat(answer.json().path("usage_count").intValue()).isEqualTo(1);
		Asset changed = read(asset);
		assertThat(changed.versions()).allSatisfy((version) -> assertThat(version.keywords())
			.containsExactly(tag("New"), tag("New/x/y"), tag("older"), "z"));
		assertThat(changed.best().revision()).isEqualTo(2);
		assertThat(changed.best().embedded()).isFalse();
		assertThat(read(trashed).best().keywords()).containsExactly(tag("New"));
		assertThat(names(list())).containsExactlyInAnyOrder("New", "New/x/y", "older");
		trash(trashed, false);
		assertThat(find(tag("new")).path("usage_count").intValue()).isEqualTo(2);
		assertCounts();

		JsonNode undone = this.http
			.post("/api/library/operations/" + answer.json().path("operation_id").stringValue() + "/undo", Map.of())
			.json();

		assertThat(undone.path("restored").intValue()).isEqualTo(2);
		assertThat(read(asset).best().keywords()).containsExactly(tag("old"), tag("OLD/x/y"), tag("older"), "z");
		assertCounts();
	}

	@Test
	void historyTellsOfRename() {
		Asset asset = asset(List.of(tag("a")), Tier.BRONZE);

		JsonNode renamed = rename(find(tag("a")), tag("b"), "").json();

		JsonNode entry = this.http.get("/api/assets/" + asset.id() + "/history").json().at("/items/0");
		assertThat(entry.path("action").stringValue()).isEqualTo("METADATA_UPDATED");
		assertThat(entry.path("operation_id")).isEqualTo(renamed.path("operation_id"));
		assertThat(entry.path("changes").toString())
			.isEqualTo("{\"keywords\":[[\"%s\"],[\"%s\"]]}".formatted(tag("a"), tag("b")));
	}

	@Test
	void takenNameIsRefusedUnlessTagsAreMerged() {
		Asset both = asset(List.of(tag("a"), tag("b")), Tier.BRONZE);
		Asset one = asset(List.of(tag("a/x")), Tier.BRONZE);
		asset(List.of(tag("B/X")), Tier.BRONZE);
		JsonNode source = find(tag("a"));
		JsonNode target = find(tag("b"));

		assertThat(rename(source, tag("B"), "").status()).isEqualTo(409);
		assertThat(rename(source, tag("B"), "?merge=false").status()).isEqualTo(409);
		assertThat(read(both).best().revision()).isEqualTo(1);
		JsonNode merged = rename(source, tag("B"), "?merge=true").json();

		assertThat(merged.path("id")).isEqualTo(target.path("id"));
		assertThat(merged.path("tag").stringValue()).isEqualTo(tag("b"));
		assertThat(read(both).best().keywords()).containsExactly(tag("b"));
		assertThat(read(one).best().keywords()).containsExactly(tag("B/X"));
		assertThat(names(list())).containsExactlyInAnyOrder("b", "B/X");
		assertThat(find(tag("b/x")).path("usage_count").intValue()).isEqualTo(2);
		assertThat(rename(source, tag("c"), "").status()).isEqualTo(404);
		assertCounts();
	}

	@Test
	void tagMovesBelowItself() {
		Asset asset = asset(List.of(tag("a"), tag("a/b"), tag("a/c")), Tier.BRONZE);
		JsonNode above = find(tag("a"));
		JsonNode below = find(tag("a/b"));

		assertThat(rename(above, tag("a/b"), "").json().path("id")).isEqualTo(above.path("id"));

		assertThat(read(asset).best().keywords()).containsExactly(tag("a/b"), tag("a/b/b"), tag("a/b/c"));
		assertThat(find(tag("a/b/b")).path("id")).isEqualTo(below.path("id"));
		assertThat(names(list())).containsExactlyInAnyOrder("a/b", "a/b/b", "a/b/c");
		assertCounts();
	}

	@Test
	void spellingChanges() {
		Asset asset = asset(List.of(tag("aa"), tag("aa/x")), Tier.BRONZE);
		JsonNode tag = find(tag("aa"));

		assertThat(rename(tag, tag("AA"), "").json().path("tag").stringValue()).isEqualTo(tag("AA"));
		assertThat(rename(tag, tag("AA"), "").json().path("operation_id").isNull()).isTrue();

		assertThat(read(asset).best().keywords()).containsExactly(tag("AA"), tag("AA/x"));
		assertThat(names(list())).containsExactlyInAnyOrder("AA", "AA/x");
		assertThat(find(tag("aa")).path("id")).isEqualTo(tag.path("id"));
		assertCounts();
	}

}
