package dev.tintype.web.openapi;

import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.edge.RouteDescriptions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ApiDescriptionIntegrationTests {

	private static final int LONGEST_DESCRIPTION = 4 << 20;

	@Test
	void everyRouteIsDescribedAndEveryDescriptionHasRoute(@Autowired ObjectProvider<RouterFunction<?>> routers) {
		assertThat(RouteDescriptions.differences(routers.orderedStream().toList(), ApiDescription.load().document()))
			.isEmpty();
	}

	@Test
	void descriptionIsServed(@Autowired WebTestClient client) {
		client.mutate()
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_DESCRIPTION))
			.build()
			.get()
			.uri("/v3/api-docs")
			.exchange()
			.expectBody()
			.jsonPath("$.openapi")
			.isEqualTo("3.1.0")
			.jsonPath("$.paths['/api/images'].get.operationId")
			.isEqualTo("listImages");
	}

}
