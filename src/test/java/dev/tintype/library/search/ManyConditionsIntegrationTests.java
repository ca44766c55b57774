package dev.tintype.library.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ManyConditionsIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	private final String mark = UUID.randomUUID().toString();

	ManyConditionsIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.transactions = transactions;
	}

	@Test
	void hundredKeywordsMustAllMatch() {
		List<String> keywords = IntStream.range(0, 100).mapToObj((i) -> this.mark + i).toList();
		photo("all", (photo) -> photo.keywords(keywords));
		photo("some", (photo) -> photo.keywords(keywords.subList(0, 99)));

		Http.Answer answer = this.http.post("/api/photos/search", Map.of("filters", Map.of("keywords", keywords)));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("items").size()).isOne();
		assertThat(answer.json().at("/items/0/original_filename").asString()).isEqualTo("all");
	}

	private void photo(String name, UnaryOperator<VersionBuilder> change) {
		Asset made = TestAssets.of(name, List.of(this.mark), Tier.BRONZE);
		Asset asset = new Asset(made.id(), name, null, null, made.createdAt(),
				made.versions().stream().map((version) -> change.apply(version.toBuilder()).build()).toList());
		this.transactions.run(this.assets.insert(List.of(asset))).block(LIMIT);
	}

}
