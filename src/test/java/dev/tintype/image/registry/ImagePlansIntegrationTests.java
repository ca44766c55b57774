package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.NdjsonPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImagePlansIntegrationTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	@Autowired
	private RegexLimit regexes;

	private final ExplainedStatements explained;

	ImagePlansIntegrationTests(@Autowired Dialect dialect, @Autowired Statements statements,
			@Autowired Transactions transactions) {
		this.explained = new ExplainedStatements(statements, transactions, dialect);
	}

	@AfterEach
	void deleteImages() {
		this.statements.sql("DELETE FROM media_assets").then().block();
		this.statements.sql("DELETE FROM images").then().block();
	}

	@Test
	void indexesServeCommonConditions() {
		String fill = this.dialect.choose("SELECT RANDOM_UUID() AS id, x FROM SYSTEM_RANGE(1, 5000)",
				"SELECT gen_random_uuid() AS id, x FROM generate_series(1, 5000) AS g(x)");
		this.statements
			.sql("""
					INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, caption_rank, caption_model,
					  created_at, updated_at)
					SELECT f.id, 'f', 'f', FALSE, FALSE, CASE WHEN MOD(f.x, 200) = 0 THEN 0 ELSE 1 END,
					  CASE WHEN MOD(f.x, 200) = 0 THEN NULL ELSE 'wd' || MOD(f.x, 100) END, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00'
					  + f.x * INTERVAL '4' HOUR, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00'
					FROM (%s) f"""
				.formatted(fill))
			.then()
			.block();
		this.statements.sql(this.dialect.choose("ANALYZE", "ANALYZE images")).then().block();

		Map<String, String> indexes = Map.of("created = 2021-01-01", "images_created", "created > 2022-04-01",
				"images_created", "created 2021-01-01 TO 2021-01-07", "images_created",
				"NOT (created < 2022-04-01 OR created >= 2022-04-10)", "images_created",
				"created > 2022-04-01 AND filename CONTAINS f", "images_created", "captioned = false",
				"images_uncaptioned", "NOT (captioned = true OR width > 1)", "images_uncaptioned",
				"caption_model = wd7", "images_caption_model", "NOT caption_model != wd7 AND uploaded = false",
				"images_caption_model");
		indexes.forEach((filter, index) -> {
			for (String sort : List.of("created", "-created")) {
				Order<Image> order = order(sort);
				Image middle = new Image(UUID.randomUUID(), "f", null, 5L, null, null, null, null, false, null, null,
						null, null, null, null, Instant.parse("2021-01-01T12:00:00Z"), NOW, null);
				Slice<Image> behind = new Slice<>(order, order.place(middle), 51, 0);
				ImageRows rows = rows(filter);
				for (Mono<?> query : List.of(rows.page(Slice.first(order, 51)), rows.page(behind),
						rows.lines(behind))) {
					assertInOrderOf(index, this.explained.plan(query), filter);
				}
			}
		});
	}

	@Test
	void sortedStreamSkipsNoImageWhenKeysChangeMeanwhile() {
		deleteImages();
		this.statements
			.sql("""
					INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, caption, caption_folded, created_at,
					  updated_at)
					SELECT f.id, 'f', 'f', FALSE, FALSE, LPAD('', CAST(MOD(f.x, 90) AS INT), 'x') || 'x', 'x',
					  TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00', TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00:00'
					FROM (%s) f"""
				.formatted(this.dialect.choose("SELECT RANDOM_UUID() AS id, x FROM SYSTEM_RANGE(1, 8500)",
						"SELECT gen_random_uuid() AS id, x FROM generate_series(1, 8500) AS g(x)")))
			.then()
			.block();
		Order<Image> order = order("caption_length");
		ImageRows rows = new ImageRows(this.statements, this.dialect, this.regexes,
				new ImageFilter(null, null, null, null, null), "");
		List<Integer> lengths = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (NdjsonPage page = page(rows, order); page.rows() > 0; page = page(rows, order)) {
			for (String line : new String(page.lines(), StandardCharsets.UTF_8).split("\n")) {
				JsonNode image = Json.MAPPER.readTree(line);
				ids.add(image.path("image_id").asString());
				lengths.add(image.path("caption").asString().length());
			}
			// The stream has found 8,192 ids. The last of them moves behind all others.
			if (ids.size() == 8000) {
				this.statements.sql("UPDATE images SET caption = RPAD('', 200, 'x') WHERE CHAR_LENGTH(caption) = 87")
					.then()
					.block();
			}
		}
		assertThat(ids).hasSize(8500);
		assertThat(lengths.subList(0, 8000)).isSorted();
	}

	private static NdjsonPage page(ImageRows rows, Order<Image> order) {
		return Objects.requireNonNull(rows.lines(Slice.first(order, 2000)).block());
	}

	// Among other plans H2 says "index sorted: 1 of 3 columns".
	private void assertInOrderOf(String index, String plan, String filter) {
		assertThat(plan).as(filter).containsIgnoringCase(index);
		switch (this.dialect) {
			case H2 -> assertThat(plan).as(filter).contains("/* index sorted */");
			case POSTGRESQL -> assertThat(plan).as(filter).doesNotContain("Sort");
		}
	}

	private Order<Image> order(String name) {
		return ImageOrders.of(this.dialect, "")
			.choices()
			.stream()
			.filter((choice) -> choice.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private ImageRows rows(String filter) {
		return new ImageRows(this.explained.statements(), this.dialect, this.regexes,
				new ImageFilter(null, null, null, null, RowFilter.parse(filter, ImageFields.ALL, NOW, "filter")), "");
	}

}
