package dev.tintype.library.tag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ConcurrentTagsIntegrationTests extends TagFixture {

	private static final int CLIENTS = 32;

	private final TagRepository tags;

	private final int chunk;

	ConcurrentTagsIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions, @Autowired TagRepository tags,
			@Autowired BatchSettings settings) {
		super(client, assets, statements, transactions);
		this.tags = tags;
		this.chunk = settings.chunkSize();
	}

	@Test
	void renameWorksInChunks() {
		int size = this.chunk + 20;
		List<Asset> made = IntStream.range(0, size)
			.mapToObj((i) -> TestAssets.of("p", List.of(tag("many")), Tier.BRONZE))
			.toList();
		run(this.assets.insert(made));

		JsonNode renamed = rename(find(tag("many")), tag("all"), "").json();

		assertThat(renamed.path("usage_count").intValue()).isEqualTo(size);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/tags/" + renamed.path("id").stringValue()).text())
			.isEqualTo("{\"photos\":" + size + "}");
		assertThat(names(list())).isEmpty();
	}

	@Test
	void countsStayExactUnderConcurrentChanges() {
		List<Version> photos = IntStream.range(0, 6).mapToObj((i) -> photo(tag("t" + i))).toList();
		List<Integer> statuses = Objects.requireNonNull(Flux.range(0, CLIENTS * 4)
			.flatMap((i) -> Mono.fromSupplier(() -> change(i, photos).status()).subscribeOn(Callers.SCHEDULER), CLIENTS)
			.collectList()
			.block(LIMIT));

		assertThat(statuses).isSubsetOf(200, 201, 404, 409);
		assertCounts();
	}

	// Without the lock, the count would change before it is written back.
	@Test
	void lockedTagKeepsItsCount() {
		Version photo = photo(tag("a"));
		String key = Tags.key(tag("a"));
		Mono<Integer> tagging = Mono
			.fromSupplier(() -> patch("/api/photos/" + photo.id() + "/tags",
					Map.of("action", "remove", "tags", List.of(tag("a"))))
				.status())
			.subscribeOn(Callers.SCHEDULER)
			.cache();

		List<List<Tag>> read = new ArrayList<>();
		run(this.tags.lockAll(List.of(key)).doOnNext(read::add).flatMap((locked) -> {
			tagging.subscribe();
			return tagging.timeout(Duration.ofMillis(200), Mono.empty())
				.then(this.tags.findAll(List.of(key)).collectList())
				.doOnNext(read::add);
		}).then());

		assertThat(tagging.block(LIMIT)).isEqualTo(200);
		assertThat(read.get(1)).isEqualTo(read.get(0));
		assertCounts();
	}

	private Http.Answer change(int i, List<Version> photos) {
		String tag = tag("t" + i % 5);
		return switch (i % 8) {
			case 0, 1, 2 -> patch("/api/photos/" + photos.get(i % photos.size()).id() + "/tags",
					Map.of("action", "add", "tags", List.of(tag, tag + "/x")));
			case 3, 4 -> patch("/api/photos/" + photos.get(i % photos.size()).id() + "/tags",
					Map.of("action", "remove", "tags", List.of(tag)));
			case 5 ->
				onTag(tag, (id) -> patch("/api/tags/" + id + "?merge=true", Map.of("tag", tag("t" + (i + 2) % 5))));
			case 6 -> onTag(tag, (id) -> patch("/api/tags/" + id, Map.of("tag", tag("n" + i))));
			default -> onTag(tag, (id) -> this.http.send(HttpMethod.DELETE, "/api/tags/" + id));
		};
	}

	private Http.Answer onTag(String tag, Function<String, Http.Answer> change) {
		List<JsonNode> found = StreamSupport.stream(list().path("items").spliterator(), false)
			.filter((item) -> Tags.key(item.path("tag").stringValue()).equals(Tags.key(tag)))
			.toList();
		return found.isEmpty() ? this.http.post("/api/tags", Map.of("tags", List.of(tag)))
				: change.apply(found.get(0).path("id").stringValue());
	}

}
