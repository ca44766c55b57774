package dev.tintype.web.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the description of the API, and the page that shows it.
 */
@Component
class ApiDescriptionHandler {

	/** The page loads only its own script, Swagger UI and the description. */
	private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private final Mono<byte[]> json;

	/** Made when it is first requested, because few clients request it. */
	private final Mono<byte[]> yaml;

	private final Resource page = new ClassPathResource("dev/tintype/web/openapi/docs.html");

	ApiDescriptionHandler(JsonMapper mapper, DescriptionReader reader) {
		this.json = reader.description().map(DescriptionReader.Description::json);
		// The document is read back from JSON, because shared examples would become
		// anchors in YAML.
		this.yaml = this.json.publishOn(Schedulers.boundedElastic())
			.map((bytes) -> dump(mapper.readValue(bytes, Map.class)))
			.cache();
	}

	Mono<ServerResponse> json(ServerRequest request) {
		return this.json
			.flatMap((bytes) -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(bytes));
	}

	Mono<ServerResponse> yaml(ServerRequest request) {
		return this.yaml.flatMap((yaml) -> ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).bodyValue(yaml));
	}

	Mono<ServerResponse> page(ServerRequest request) {
		return ServerResponse.ok()
			.contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
			.header("Content-Security-Policy", PAGE_POLICY)
			.bodyValue(this.page);
	}

	private static byte[] dump(Map<?, ?> document) {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setWidth(120);
		return new Yaml(options).dump(document).getBytes(StandardCharsets.UTF_8);
	}

}
