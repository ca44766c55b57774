package dev.tintype.data.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.tintype.TintypeApplication;
import dev.tintype.testing.Pgbouncer;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service behind a pooler that lends sessions per transaction.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class PoolerIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	void readsAndWritesOfManyClientsSucceedWithoutPathCache(CapturedOutput output)
			throws IOException, InterruptedException {
		Path photos = Files.createDirectory(this.directory.resolve("photos"));
		String url = TestDatabase.create(this.directory);
		try (Pgbouncer pooler = Pgbouncer.start(this.directory, "transaction");
				ConfigurableApplicationContext context = SpringApplication.run(TintypeApplication.class,
						"--tintype.env-file=", "--server.port=0",
						"--tintype.data-dir=" + this.directory.resolve("data"), "--tintype.images.roots=" + photos,
						"--tintype.documents.roots=" + photos, "--tintype.db.min-connections=4",
						"--tintype.db.acquire-timeout=25s", "--tintype.db.url=" + pooler.through(url))) {
			WebClient client = WebClient
				.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
			long saved = Flux.range(0, 200)
				.flatMap((number) -> client.post()
					.uri("/api/prompts")
					.bodyValue(Map.of("prompt_text", "a lake at dawn " + number))
					.retrieve()
					.toBodilessEntity()
					.then(ask(client, "/api/prompts?limit=5"))
					.then(ask(client, "/api/images?limit=5&regex=a"))
					.thenReturn(1), 8)
				.count()
				.blockOptional(LIMIT)
				.orElseThrow();
			assertThat(saved).isEqualTo(200);
			assertThat(ask(client, "/actuator/prometheus").block(LIMIT)).contains("tintype_paths_cache_open 0.0");
		}
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.matches(".* (WARN|ERROR) .*\\[tintype].*") && !line.contains("Docker")))
			.singleElement()
			.asString()
			.contains("lends a session per transaction, as PgBouncer does in transaction mode");
	}

	private static Mono<String> ask(WebClient client, String path) {
		return client.get().uri(path).retrieve().bodyToMono(String.class);
	}

}
