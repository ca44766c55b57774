package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.support.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * Inserts prompts directly into the database, with counts and times that the test
 * chooses.
 */
final class TestPrompts {

	/** The time of use if a test gives none. */
	static final Instant USED = Instant.parse("2026-03-01T10:20:30.123456Z");

	private static final String INSERT = """
			INSERT INTO prompts (prompt_text, prompt_hash, search_text, total_uses, first_used_at, last_used_at)
			VALUES (:text, :hash, :search, :uses, :first, :last)
			""";

	private final Statements statements;

	TestPrompts(Statements statements) {
		this.statements = statements;
	}

	long insert(String text) {
		return insert(text, 1, USED, null);
	}

	long insert(String text, long uses, Instant last, @Nullable String model) {
		NormalPrompt normal = NormalPrompt.of(text);
		this.statements.sql(INSERT)
			.bind("text", text)
			.bind("hash", normal.hash())
			.bind("search", normal.searchText())
			.bind("uses", uses)
			.bind("first", last.minusSeconds(60))
			.bind("last", last)
			.then()
			.block();
		long id = Objects.requireNonNull(this.statements.sql("SELECT id FROM prompts WHERE prompt_hash = :hash")
			.bind("hash", normal.hash())
			.value(Long.class)
			.block());
		if (model != null) {
			this.statements.sql("UPDATE prompts SET model = :model WHERE id = :id")
				.bind("model", model)
				.bind("id", id)
				.then()
				.block();
		}
		return id;
	}

	String illustrate(long id, byte[] picture) {
		String etag = Hashes.sha256(picture);
		this.statements.sql("""
				UPDATE prompts SET thumbnail_data = :data, thumbnail_mime = 'image/webp', thumbnail_width = 256,
				  thumbnail_height = 171, thumbnail_bytes = :bytes, thumbnail_etag = :etag
				WHERE id = :id
				""")
			.bind("data", picture)
			.bind("bytes", picture.length)
			.bind("etag", etag)
			.bind("id", id)
			.then()
			.block();
		return etag;
	}

	void tie(long id, List<UUID> images) {
		for (UUID image : images) {
			this.statements.sql("INSERT INTO prompt_images (prompt_id, image_id, created_at) VALUES (:id, :image, :at)")
				.bind("id", id)
				.bind("image", image)
				.bind("at", USED)
				.then()
				.block();
		}
	}

}
