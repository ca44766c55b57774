package dev.tintype.library.face;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.operation.integrity.CheckResult;
import dev.tintype.operation.integrity.Integrity;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ConcurrentFacesIntegrationTests {

	private static final Set<String> CHECKS = Set.of("faces.counted", "people.face-count", "faces.vectors",
			"people.vectors", "people.vector-numbers");

	private static final int CLIENTS = 32;

	private static final int STEPS = 5;

	private final Http http;

	private final TestFaces faces;

	private final Statements statements;

	private final Integrity integrity;

	ConcurrentFacesIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions, @Autowired Statements statements, @Autowired Integrity integrity) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
		this.statements = statements;
		this.integrity = integrity;
	}

	@Test
	void countsAndSumsStayExactWhileClientsChangeFaces() {
		// Other tests insert faces as other applications do, without what follows from
		// them.
		this.integrity.only(CHECKS).repair(true).blockLast();
		List<Version> photos = IntStream.range(0, 8).mapToObj((i) -> this.faces.photo()).toList();
		List<String> people = IntStream.range(0, 5).mapToObj((i) -> this.faces.person("P" + i)).toList();
		List<String> all = IntStream.range(0, 32)
			.mapToObj((i) -> this.faces.face(photos.get(i % 8).id(), people.get(i % 5), 1, i, 2, 3, 5, 7, 9))
			.toList();

		List<Integer> failures = Flux.range(0, CLIENTS)
			.flatMap((client) -> Mono
				.fromSupplier(() -> new Random(client).ints(STEPS, 0, 1_000)
					.map((step) -> step(new Random(client * 1_000L + step), photos, people, all))
					.filter((status) -> status >= 500)
					.boxed()
					.toList())
				.subscribeOn(Callers.SCHEDULER), CLIENTS)
			.flatMapIterable((statuses) -> statuses)
			.collectList()
			.block();

		assertThat(failures).isEmpty();
		assertThat(wrongCounts()).isEmpty();
		assertThat(findings()).isEmpty();
	}

	private int step(Random random, List<Version> photos, List<String> people, List<String> all) {
		String person = people.get(random.nextInt(people.size()));
		String other = people.get(random.nextInt(people.size()));
		Version photo = photos.get(random.nextInt(photos.size()));
		List<String> some = random.ints(4, 0, all.size()).distinct().mapToObj(all::get).toList();
		Map<String, List<String>> faces = Map.of("face_ids", some);
		List<UUID> assets = List.of(photo.assetId(), photos.get(random.nextInt(photos.size())).assetId());
		return switch (random.nextInt(9)) {
			case 0, 1, 2 -> this.http.post("/api/faces/assign", Map.of("face_ids", some, "person_id", person)).status();
			case 3 -> this.http.post("/api/faces/ignore", faces).status();
			case 4 -> this.http.post("/api/assets/trash", Map.of("asset_ids", assets)).status();
			case 5 -> this.http.post("/api/assets/restore", Map.of("asset_ids", assets)).status();
			case 6 ->
				this.faces
					.patch("/api/photos/" + photo.id() + "/tags",
							Map.of("tags", List.of("t" + random.nextInt(3)), "action", "add"))
					.status();
			case 7 -> mergeAndUndo(person, other);
			default -> this.http.send(HttpMethod.DELETE, "/api/faces/{id}", some.get(0)).status();
		};
	}

	private int mergeAndUndo(String target, String source) {
		Http.Answer merged = this.http.post("/api/people/" + target + "/merge", Map.of("source_id", source));
		return (merged.status() != 200) ? merged.status()
				: this.http
					.send(HttpMethod.POST, "/api/people/merges/{id}/undo", merged.json().path("merge_id").asString())
					.status();
	}

	private List<String> wrongCounts() {
		return this.statements.sql("""
				SELECT CAST(p.id AS VARCHAR) || ' ' || CAST(p.face_count AS VARCHAR) FROM people p
				WHERE p.face_count <> (SELECT count(*) FROM faces f JOIN file_versions v ON v.id = f.photo_id
				  JOIN media_assets a ON a.id = v.media_asset_id
				  WHERE f.person_id = p.id AND NOT f.ignored AND a.deleted_at IS NULL)
				""")
			.<String>all((row) -> Objects.requireNonNull(row.get(0, String.class)))
			.collectList()
			.blockOptional()
			.orElseThrow();
	}

	private List<CheckResult> findings() {
		return Objects.requireNonNull(
				this.integrity.only(CHECKS).inspect(true).filter((result) -> result.count() > 0).collectList().block());
	}

}
