package dev.tintype.library.edit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edits photos and reads what an edit has changed.
 */
final class TestEdits {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	TestEdits(Http http, Assets assets, Statements statements, Transactions transactions) {
		this.http = http;
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
	}

	Assets assets() {
		return this.assets;
	}

	static Mono<Integer> on(String path, HttpMethod method, String body, Http http) {
		return Mono.fromSupplier(() -> http.send(method, path, MediaType.APPLICATION_JSON, bytes(body)).status())
			.subscribeOn(Schedulers.boundedElastic());
	}

	Http.Answer patch(Version photo, String body) {
		return send("/api/photos/" + photo.id(), body);
	}

	Http.Answer tags(Version photo, String action, String... tags) {
		return send("/api/photos/" + photo.id() + "/tags",
				Json.MAPPER.writeValueAsString(Map.of("tags", List.of(tags), "action", action)));
	}

	Http.Answer send(String path, String body) {
		return this.http.send(HttpMethod.PATCH, path, MediaType.APPLICATION_JSON, bytes(body));
	}

	static byte[] bytes(String body) {
		return body.getBytes(StandardCharsets.UTF_8);
	}

	JsonNode undo(String operation) {
		Http.Answer answer = this.http.post("/api/library/operations/" + operation + "/undo", Map.of());
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	Version photo() {
		return insert(TestAssets.of("p.jpg", List.of(), Tier.BRONZE)).best();
	}

	Asset insert(Asset asset) {
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	Version find(Version photo) {
		Asset found = this.assets.find(List.of(photo.assetId())).blockLast(LIMIT);
		return Objects.requireNonNull(found).best();
	}

	List<String> history(Version photo) {
		return Objects.requireNonNull(this.statements
			.sql("SELECT action FROM asset_history WHERE media_asset_id = :id AND details IS NULL ORDER BY id")
			.bind("id", photo.assetId())
			.<String>all((row) -> Objects.requireNonNull(row.get(0, String.class)))
			.collectList()
			.block(LIMIT));
	}

	int count(String tag) {
		return Objects
			.requireNonNull(this.statements.sql("SELECT usage_count FROM global_tag_library WHERE tag_key = :tag_key")
				.bind("tag_key", Tags.key(tag))
				.value(Integer.class)
				.block(LIMIT));
	}

	void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
