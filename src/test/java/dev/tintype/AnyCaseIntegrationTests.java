package dev.tintype;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Every search finds the same rows in any case, on either database.
 */
@IntegrationTest
class AnyCaseIntegrationTests {

	private final AnyCaseSearches searches;

	AnyCaseIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Dialect dialect) {
		this.searches = new AnyCaseSearches(new Http(client), database, dialect);
	}

	@Test
	void imagesAreFoundByNameAndCaptionInAnyCase() {
		this.searches.images();
	}

	@Test
	void promptsAreFoundInAnyCase() {
		this.searches.prompts();
	}

	@Test
	void namesOfDocumentsAreFoundInAnyCase() {
		this.searches.documentNames();
	}

	@Test
	void wordsOfDocumentsAndMessagesAreFoundInAnyCase() {
		this.searches.words();
	}

}
