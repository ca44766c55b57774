package dev.tintype.image.registry;

import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageRegexIntegrationTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private WebTestClient http;

	@BeforeEach
	void makeImages() {
		delete().then(insert("lake-01.jpg", "A Cat by the lake"))
			.then(insert("lake-02.jpg", "two dogs"))
			.then(insert("cat.png", null))
			.then(insert("ÉTÉ Фото 1.gif", null))
			.as(StepVerifier::create)
			.verifyComplete();
	}

	// All classes of a context share one database.
	@AfterEach
	void deleteImages() {
		delete().as(StepVerifier::create).verifyComplete();
	}

	private Mono<Void> delete() {
		return this.database.sql("DELETE FROM media_assets")
			.then()
			.then(this.database.sql("DELETE FROM images").then());
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			(?i)\\bcat\\b, 2
			cat, 1
			^lake-\\d{2}\\.jpg$, 2
			dogs$, 1
			bird, 0
			(?i)été фото, 1
			Фото, 1
			фото, 0
			(?i)ÉTÉ, 0
			(?i)lake-\\d|фото.*GIF, 3
			""")
	void listsImagesWhoseNameOrCaptionMatches(String regex, int expected) {
		this.http.get()
			.uri("/api/images?regex={regex}", regex)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.total")
			.isEqualTo(expected)
			.jsonPath("$.items.length()")
			.isEqualTo(expected);
	}

	@Test
	void streamCombinesRegexWithOtherFilters() {
		String body = this.http.get()
			.uri("/api/images?regex={regex}&search=lake&captioned=true&sort=filename", "(?i)cat|dog")
			.accept(MediaType.APPLICATION_NDJSON)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(Objects.requireNonNull(body).lines()).satisfiesExactly(
				(first) -> assertThat(first).contains("lake-01.jpg"),
				(second) -> assertThat(second).contains("lake-02.jpg"));
	}

	@Test
	void refusesPatternWithPosition() {
		this.http.get()
			.uri("/api/images?regex={regex}", "a(?=b)")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("regex")
			.jsonPath("$.errors[0].detail")
			.value(String.class, (detail) -> assertThat(detail).endsWith("(position 2)"));
	}

	private Mono<Void> insert(String filename, @Nullable String caption) {
		UUID id = Ids.next();
		if (caption == null) {
			return this.database.sql("""
					INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at,
					  updated_at)
					VALUES (:id, :filename, :folded, FALSE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
					""").bind("id", id).bind("filename", filename).bind("folded", AnyCase.fold(filename)).then();
		}
		UUID captionId = Ids.next();
		Mono<Void> image = this.database
			.sql("""
					INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, caption_id,
					  caption_rank, caption, caption_folded, created_at, updated_at)
					VALUES (:id, :filename, :folded, FALSE, FALSE, :caption, 3, :text, :folded_text, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
					""")
			.bind("id", id)
			.bind("filename", filename)
			.bind("caption", captionId)
			.bind("text", caption)
			.bind("folded", AnyCase.fold(filename))
			.bind("folded_text", AnyCase.fold(caption))
			.then();
		Mono<Void> text = this.database.sql("""
				INSERT INTO captions (caption_id, image_id, text, source, operation_id, created_at)
				VALUES (:caption, :id, :text, 'human', :caption, CURRENT_TIMESTAMP)
				""").bind("caption", captionId).bind("id", id).bind("text", caption).then();
		return image.then(text);
	}

}
