package dev.tintype.web.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.support.StartException;
import dev.tintype.testing.Http;
import dev.tintype.web.encoding.CompressionSettings;
import dev.tintype.web.encoding.Precompression;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageRoutesTests {

	private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/web/[^\"]+)\"");

	private static final Pattern MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>");

	private final Http http = http(null);

	@ParameterizedTest
	@ValueSource(strings = { "/", "/images/01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10", "/captions" })
	void shellIsRevalidatedAndItsFilesNeverChange(String path) {
		Http.Answer shell = this.http.get(path);

		assertThat(shell.status()).isEqualTo(200);
		assertThat(shell.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertThat(shell.header("Cache-Control")).isEqualTo("no-cache");
		assertThat(this.http.with("If-None-Match", shell.header("ETag")).get(path).status()).isEqualTo(304);
		List<String> files = ADDRESS.matcher(shell.text()).results().map((match) -> match.group(1)).toList();
		assertThat(files).hasSizeGreaterThan(15).allSatisfy((file) -> {
			Http.Answer answer = this.http.get(file);
			assertThat(answer.status()).as(file).isEqualTo(200);
			assertThat(answer.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
		});
	}

	@Test
	void policyAllowsNoInlineScriptButTheImportMap() throws NoSuchAlgorithmException {
		Http.Answer shell = this.http.get("/");

		Matcher map = MAP.matcher(shell.text());
		assertThat(map.find()).isTrue();
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
		assertThat(shell.header("Content-Security-Policy"))
			.contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
			.startsWith("default-src 'none';")
			.endsWith("require-trusted-types-for 'script'; trusted-types 'none'")
			.doesNotContain("unsafe");
	}

	@Test
	void fileIsCompressedForClientThatAcceptsIt() {
		String address = "/web/" + version() + "/lib/preact.js";

		Http.Answer plain = this.http.get(address);
		Http.Answer compressed = this.http.with("Accept-Encoding", "gzip").get(address);

		assertThat(plain.header("Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
		assertThat(plain.text()).contains("createElement");
		assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(compressed.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(compressed.bytes().length).isBetween(1_000, plain.bytes().length / 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/web/0123456789ab/app.js", "/web/{v}/missing.js", "/web/{v}/index.html", "/web/{v}/",
			"/web/{v}/../application.yaml" })
	void otherVersionOrUnknownFileIsNotFound(String path) {
		Http.Answer answer = this.http.get(path.replace("{v}", version()));

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Cache-Control")).doesNotContain("immutable");
	}

	@Test
	void folderIsReadOnEveryRequest(@TempDir Path folder) throws IOException {
		Files.createDirectory(folder.resolve("gallery"));
		Files.writeString(folder.resolve("index.html"),
				"<script type=\"importmap\">{}</script>{preload}<script src=\"/web/{version}/app.js\">");
		Files.writeString(folder.resolve("app.js"), "first();\n");
		Files.writeString(folder.resolve("gallery/page.js"), "");
		Http editing = http(folder);
		Matcher address = ADDRESS.matcher(editing.get("/").text());
		assertThat(address.find()).isTrue();

		Files.writeString(folder.resolve("app.js"), "second();\n");

		Http.Answer changed = editing.get("/web/0123456789ab/app.js");
		assertThat(changed.text()).isEqualTo("second();\n");
		assertThat(changed.header("Cache-Control")).isEqualTo("no-store");
		assertThat(editing.get("/").header("Cache-Control")).isEqualTo("no-store");
		assertThat(editing.get("/").text()).doesNotContain(address.group(1));
	}

	@Test
	void folderWithoutPagesEndsTheStart(@TempDir Path folder) {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> http(folder))
			.withMessageContaining("tintype.web.folder");
	}

	private String version() {
		Matcher version = Pattern.compile("/web/([0-9a-f]{12})/").matcher(this.http.get("/").text());
		assertThat(version.find()).isTrue();
		return version.group(1);
	}

	private static Http http(@Nullable Path folder) {
		PageHandler handler = new PageHandler(new PageFiles(new PageSettings(folder)),
				new Precompression(new CompressionSettings(true, DataSize.ofKilobytes(2))));
		return new Http(WebTestClient.bindToRouterFunction(new PageRoutes().pageRouter(handler))
			.handlerStrategies(HandlerStrategies.builder().exceptionHandler(PageRoutesTests::respond).build())
			.build());
	}

	private static Mono<Void> respond(ServerWebExchange exchange, Throwable ex) {
		exchange.getResponse().setStatusCode(((ProblemException) ex).getStatusCode());
		return exchange.getResponse().setComplete();
	}

}
