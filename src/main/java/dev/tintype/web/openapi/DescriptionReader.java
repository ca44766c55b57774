package dev.tintype.web.openapi;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Reads the description of the API once the service is ready, because that takes a tenth
 * of a start (ADR 36). A request that needs it earlier waits for it.
 */
@Component
class DescriptionReader implements ApplicationListener<ApplicationReadyEvent> {

	private final Mono<Description> description;

	DescriptionReader(JsonMapper mapper, ObjectProvider<BuildProperties> build) {
		this.description = Mono.fromCallable(() -> read(mapper, build.getIfAvailable()))
			.subscribeOn(Schedulers.boundedElastic())
			.cache();
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.description.subscribe();
	}

	/**
	 * Returns the description.
	 * @return at once after the first subscriber, without blocking any
	 */
	Mono<Description> description() {
		return this.description;
	}

	// The whole document takes some megabytes, and is not kept.
	private static Description read(JsonMapper mapper, @Nullable BuildProperties build) {
		Map<String, Object> document = ApiDescription.load().document();
		if (build != null) {
			setVersion(document, build.getVersion());
		}
		return new Description(mapper.writeValueAsBytes(document), new ParameterNames(document));
	}

	@SuppressWarnings("unchecked")
	private static void setVersion(Map<String, Object> document, @Nullable String version) {
		if (version != null && document.get("info") instanceof Map<?, ?> info) {
			((Map<String, Object>) info).put("version", version);
		}
	}

	/**
	 * What is kept of the description.
	 *
	 * @param json the whole description
	 * @param parameters the names of its query parameters
	 */
	record Description(byte[] json, ParameterNames parameters) {

	}

}
