package dev.tintype.image.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageFieldsIntegrationTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	private static final List<String> ROWS = List.of("""
			INSERT INTO images (image_id, filename, filename_folded, file_path, file_size, width, height, mime_type,
			  content_hash, is_uploaded, is_stored, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000a', 'Lake.jpg', 'lake.jpg', '/photos/Öl/Lake.jpg', 1000, 3000,
			  2000, 'image/jpeg', 'abc', TRUE, TRUE, TIMESTAMP WITH TIME ZONE '2026-11-29 23:59:59.999999+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-30 00:00:00+00:00')""", """
			INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000b', 'awaited.png', 'awaited.png', FALSE, FALSE,
			  TIMESTAMP WITH TIME ZONE '2026-11-30 00:00:00+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-30 11:00:00+00:00')""", """
			INSERT INTO images (image_id, filename, filename_folded, file_size, width, height, is_uploaded, is_stored,
			  caption_id, caption_rank, caption, caption_folded, caption_model, created_at, updated_at)
			VALUES ('00000000-0000-7000-8000-00000000000c', 'boat.webp', 'boat.webp', 5000000000, 600, 800, TRUE, FALSE,
			  '00000000-0000-7000-8000-0000000000c2', 3, 'Ein Boot 😀', 'ein boot 😀', NULL,
			  TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00',
			  TIMESTAMP WITH TIME ZONE '2026-11-02 00:00:00+00:00')""", """
			INSERT INTO captions (caption_id, image_id, text, source, model, operation_id, created_at)
			VALUES ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-00000000000c', 'a boat', 'model',
			  'Florence-2', '00000000-0000-7000-8000-0000000000f1',
			  TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00')""", """
			INSERT INTO captions (caption_id, image_id, text, source, operation_id, created_at)
			VALUES ('00000000-0000-7000-8000-0000000000c2', '00000000-0000-7000-8000-00000000000c', 'Ein Boot 😀',
			  'human', '00000000-0000-7000-8000-0000000000f2',
			  TIMESTAMP WITH TIME ZONE '2026-11-02 00:00:00+00:00')""");

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	@BeforeEach
	void makeImages() {
		deleteImages();
		ROWS.forEach((sql) -> this.statements.sql(sql).then().block());
	}

	@AfterEach
	void deleteImages() {
		this.statements.sql("DELETE FROM images").then().block();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			id = 00000000-0000-7000-8000-00000000000A | a
			filename CONTAINS LAKE            | a
			filename STARTS WITH lake         | none
			filename < b                      | ab
			filename <= boat.webp             | abc
			path CONTAINS '/öL/'              | a
			path NOT STARTS WITH /photos/     | bc
			size > 1000                       | c
			size 1000 TO 5000000000           | ac
			NOT size > 1000                   | ab
			width = 3000 AND height = 2000    | a
			megapixels = 6                    | a
			megapixels < 0.5                  | c
			aspect = 1.5 OR aspect = 0.75     | ac
			aspect NOT EXISTS                 | b
			mime_type = image/jpeg            | a
			content_hash IN [abc, def]        | a
			uploaded = false                  | b
			captioned = true                  | c
			captioned != true                 | ab
			caption CONTAINS BOOT             | c
			caption MATCHES '^Ein B'          | c
			caption NOT MATCHES '^Ein B'      | ab
			caption_model EXISTS              | none
			caption_source = human            | c
			caption_source != human           | ab
			caption_length = 10               | c
			caption_length < 10               | none
			captioned_by CONTAINS FLORENCE-2  | c
			captioned_by IN [Florence-2, x]   | c
			captioned_by NOT EXISTS           | ab
			created = 2026-11-29              | a
			created >= 2026-11-30             | b
			created > now-12h                 | none
			created >= now-12h                | b
			updated < now-1w                  | c
			operation = 00000000-0000-7000-8000-0000000000f2 | c
			operation = 00000000-0000-7000-8000-0000000000f1 | none
			operation NOT EXISTS              | ab
			""")
	void fieldSelectsImages(String filter, String expected) {
		FilterSql sql = sql(filter);
		String found = this.statements.sql("SELECT i.image_id FROM images i WHERE " + sql.condition())
			.bind(sql.values())
			.all((row) -> row.get(0, UUID.class).toString().substring(35))
			.sort()
			.reduce("", String::concat)
			.block();

		assertThat(found).isEqualTo((expected != null) ? expected : "");
	}

	@Test
	void indexServesTimesOfCreation() {
		String fill = this.dialect.choose("SELECT RANDOM_UUID() AS id, x FROM SYSTEM_RANGE(1, 20000)",
				"SELECT gen_random_uuid() AS id, x FROM generate_series(1, 20000) AS g(x)");
		this.statements.sql("""
				INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
				SELECT f.id, 'f', 'f', FALSE, FALSE, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00'
				  + f.x * INTERVAL '1' HOUR, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00'
				FROM (%s) f""".formatted(fill)).then().block();
		this.statements.sql(this.dialect.choose("ANALYZE", "ANALYZE images")).then().block();

		for (String filter : List.of("created = 2021-01-01", "created > 2022-04-01", "created 2021-01-01 TO 2021-01-07",
				"NOT (created < 2022-04-01 OR created >= 2022-04-10)", "created > 2022-04-01 AND filename CONTAINS f")) {
			FilterSql sql = sql(filter);
			String plan = this.statements
				.sql("EXPLAIN SELECT i.image_id FROM images i WHERE " + sql.condition() + " LIMIT 50")
				.bind(sql.values())
				.all((row) -> row.get(0, String.class))
				.reduce("", String::concat)
				.block();
			assertThat(plan).as(filter).containsIgnoringCase("images_created");
		}
	}

	private FilterSql sql(String filter) {
		return RowFilter.parse(filter, ImageFields.ALL, NOW, "filter").sql(this.dialect);
	}

}
