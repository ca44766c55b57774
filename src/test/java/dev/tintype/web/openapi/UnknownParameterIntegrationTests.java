package dev.tintype.web.openapi;

import java.net.URI;

import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@IntegrationTest
class UnknownParameterIntegrationTests {

	@Autowired
	private WebTestClient client;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource(textBlock = """
			GET,    /api/images?serach=lake,             serach,   search
			GET,    /api/images?page=2&Search=lake,      Search,   search
			GET,    /api/images/?capt%69onned=true,      captionned, captioned
			GET,    /api/images?search=a&serch=c&serch=d, serch, search
			DELETE, /api/images?confirm=all&confirmm=x,  confirmm, confirm
			GET,    /api/prompts/export?fromat=csv,      fromat,   format
			POST,   /api/captions?atomc=true,            atomc,    atomic
			GET,    /api/documents?includes=content,     includes, include
			GET,    /api/chat/threads?userid=1,          userid,   user_id
			""")
	void unknownParameterIsRefusedWithClosestName(String method, String url, String name, String closest) {
		String detail = "Unknown parameter '" + name + "'. Did you mean '" + closest + "'?";
		send(method, url).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail)
			.jsonPath("$.errors.length()")
			.isEqualTo(1)
			.jsonPath("$.errors[0].pointer")
			.isEqualTo(name)
			.jsonPath("$.errors[0].detail")
			.isEqualTo(detail);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			PATCH, /api/images?x=1,            405
			GET,  /api/nothing?x=1,            404
			POST, /api/images/paths?x=1,       400
			GET,  /api/images?%E2%9C%93=1,     400
			GET,  /api/images?x,               400
			HEAD, /api/images?x=1,             400
			GET,  /api/images?,                200
			GET,  /api/images?&&,              200
			GET,  /api/images?search=,         200
			GET,  /api/images?page=1&page=1,   400
			GET,  /api/prompts/export?filter=&filter=uses%3E9, 400
			GET,  /docs?x=1,                   200
			GET,  /docs/page.css?v=1,          200
			GET,  /v3/api-docs?x=1,            200
			GET,  /actuator/health?x=1,        200
			OPTIONS, /api/images?x=1,          204
			""")
	void onlyParametersOfApiAreChecked(String method, String url, int status) {
		send(method, url).expectStatus().isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/api/images/0/content?v=1", "/api/images/0/thumbnail?v=1", "/api/prompts/0/thumbnail?v=1" })
	void versionParameterOfMediaIsAccepted(String url) {
		send("GET", url).expectStatus().isNotFound();
	}

	@Test
	void errorsNameEveryUnknownParameter() {
		send("GET", "/api/images?first=1&second=2&page=1").expectBody()
			.jsonPath("$.errors[*].pointer")
			.isEqualTo(java.util.List.of("first", "second"));
	}

	// As a URI, so that the client encodes nothing by itself.
	private WebTestClient.ResponseSpec send(String method, String url) {
		return this.client.method(HttpMethod.valueOf(method))
			.uri(URI.create("http://127.0.0.1:" + this.port + url))
			.exchange();
	}

}
