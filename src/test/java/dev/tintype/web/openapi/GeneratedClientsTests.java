package dev.tintype.web.openapi;

import java.io.IOException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratedClientsTests {

	private static GeneratedClients clients;

	@BeforeAll
	static void generateClients() throws IOException, InterruptedException {
		clients = GeneratedClients.generate();
	}

	@Test
	void generatorsReadDescriptionWithoutWarning() {
		assertThat(clients.warnings()).isEmpty();
	}

	@Test
	void everyGeneratorWritesListingOfImages() {
		assertThat(clients.folder().resolve("java/src/main/java/org/openapitools/client/api/ImagesApi.java")).content()
			.contains("public ImagePage listImages(");
		assertThat(clients.folder().resolve("python/openapi_client/api/images_api.py")).content()
			.contains("'200': \"ImagePage\"")
			.contains("-> bytearray");
		assertThat(clients.folder().resolve("typescript-fetch/apis/ImagesApi.ts")).content()
			.contains("Promise<ImagePage>")
			.contains("Promise<Blob>");
		assertThat(clients.folder().resolve("kotlin/src/main/kotlin/org/openapitools/client/apis/ImagesApi.kt"))
			.content()
			.contains(") : ImagePage {");
	}

	@Test
	void pageMayHaveNoNextPageInPython() {
		assertThat(clients.folder().resolve("python/openapi_client/models/image_page.py")).content()
			.contains("next: Optional[StrictStr]");
	}

	@Test
	void javaClientCompilesWithCodeThatUsesIt() throws IOException {
		assertThat(clients.compileJava()).isEmpty();
	}

}
