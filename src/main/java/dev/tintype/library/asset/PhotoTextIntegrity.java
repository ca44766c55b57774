package dev.tintype.library.asset;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.PhotoTexts;
import dev.tintype.library.version.Tags;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Checks what the service derives from the texts of photos and tags. The database cannot
 * derive it, so the texts are read.
 */
@Repository
class PhotoTextIntegrity {

	private static final int WINDOW = 1_000;

	private static final String COLUMNS = """
			v.id, a.original_filename, v.file_path, v.location, v.event_name, v.keywords, v.ai_short_description,
			CAST(v.metadata AS VARCHAR), v.search_text, v.perceptual_hash, v.phash,
			ARRAY(SELECT t.tag_key FROM photo_tags t WHERE t.photo_id = v.id)""";

	private static final String TABLE = "file_versions v JOIN media_assets a ON a.id = v.media_asset_id";

	private static final String FIND = "/* findPhotoTexts */ SELECT " + COLUMNS + " FROM " + TABLE
			+ " WHERE v.id = :id";

	private static final String LOCK = "/* lockPhoto */ SELECT v.id FROM file_versions v WHERE v.id = :id FOR UPDATE";

	private static final String UPDATE = """
			/* repairPhotoTexts */
			UPDATE file_versions SET search_text = :search_text, phash = CAST(:phash AS BIGINT) WHERE id = :id
			""";

	private static final String DELETE_TAGS = "/* deletePhotoTags */ DELETE FROM photo_tags WHERE photo_id = :id";

	private static final String ADD_TAGS = """
			/* addPhotoTags */
			INSERT INTO photo_tags (photo_id, tag_key)
			SELECT CAST(:id AS UUID), asked.tag FROM unnest(CAST(:keys AS VARCHAR ARRAY)) AS asked(tag)
			""";

	private static final String TAGS = "/* findTagWithKey */ SELECT count(*) FROM global_tag_library WHERE tag_key = :key";

	private static final String SET_KEY = "/* repairTagKey */ UPDATE global_tag_library SET tag_key = :key WHERE id = :id";

	private static final String DELETE_TAG = "/* deleteTag */ DELETE FROM global_tag_library WHERE id = :id";

	private final Statements statements;

	private final Transactions transactions;

	PhotoTextIntegrity(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	IntegrityCheck texts() {
		return IntegrityCheck.quick("photos.texts", """
				Photos whose search_text, phash or tags do not match their texts, hash and keywords. Repair derives \
				them again.""", wrong().map((photo) -> "photo " + photo.id()),
				wrong().concatMap((photo) -> this.transactions.run(repair(photo.id())), 1).reduce(0L, Long::sum));
	}

	private Flux<Photo> wrong() {
		Rows rows = new Rows(TABLE, "v.id", UUID.class, "TRUE", WINDOW);
		return new RowScan(this.statements, this.transactions, rows).<Photo>read(COLUMNS, Photo::of)
			.filter((photo) -> !photo.isRight());
	}

	private Mono<Long> repair(UUID id) {
		return this.statements.sql(LOCK)
			.bind("id", id)
			.<Boolean>all((row) -> true)
			.then(Mono.defer(() -> this.statements.sql(FIND).bind("id", id).<Photo>one(Photo::of)))
			.filter((photo) -> !photo.isRight())
			.flatMap((photo) -> write(photo).thenReturn(1L))
			.defaultIfEmpty(0L);
	}

	private Mono<Void> write(Photo photo) {
		Long phash = photo.derivedHash();
		Statements.Call update = this.statements.sql((phash != null) ? UPDATE : UPDATE.replace(":phash", "NULL"))
			.bind("id", photo.id())
			.bind("search_text", photo.texts().searchText());
		return ((phash != null) ? update.bind("phash", phash) : update).then()
			.then(Mono.defer(() -> this.statements.sql(DELETE_TAGS).bind("id", photo.id()).then()))
			.then(Mono.defer(() -> this.statements.sql(ADD_TAGS)
				.bind("id", photo.id())
				.bind("keys", photo.derivedTags().toArray(String[]::new))
				.then()));
	}

	IntegrityCheck tagKeys() {
		return IntegrityCheck.quick("tags.key", """
				Tags whose tag_key is not the folded tag. Repair folds it again. Tags with one key are one tag, so it \
				deletes a row whose key another row has; the keywords of photos stay.""",
				wrongTags().map((tag) -> "tag " + tag.tag()),
				wrongTags().concatMap((tag) -> this.transactions.run(repair(tag)), 1).reduce(0L, Long::sum));
	}

	private Flux<Tag> wrongTags() {
		Rows rows = new Rows("global_tag_library g", "g.id", UUID.class, "TRUE");
		// Oldest first, because the first spelling stays.
		return new RowScan(this.statements, this.transactions, rows)
			.<Tag>read("g.created_at, g.id, g.tag, g.tag_key",
					(row) -> new Tag(Columns.get(row, 1, UUID.class), Columns.get(row, 2, String.class),
							row.get(3, String.class)))
			.filter((tag) -> !Tags.key(tag.tag()).equals(tag.key()));
	}

	private Mono<Long> repair(Tag tag) {
		String key = Tags.key(tag.tag());
		return this.statements.sql(TAGS)
			.bind("key", key)
			.value(Long.class)
			.flatMap((others) -> (others > 0) ? this.statements.sql(DELETE_TAG).bind("id", tag.id()).update()
					: this.statements.sql(SET_KEY).bind("key", key).bind("id", tag.id()).update());
	}

	/** A row of the library of tags. */
	private record Tag(UUID id, String tag, @Nullable String key) {
	}

	/** What a photo holds, and what follows from its texts. */
	private record Photo(UUID id, PhotoTexts texts, String searchText, @Nullable String bits, @Nullable Long phash,
			List<String> tags) {

		static Photo of(Readable row) {
			String metadata = row.get(7, String.class);
			PhotoTexts texts = new PhotoTexts(Columns.get(row, 1, String.class), Columns.get(row, 2, String.class),
					row.get(3, String.class), row.get(4, String.class), Columns.texts(row, 5), row.get(6, String.class),
					(metadata != null) ? Json.MAPPER.readTree(metadata) : null);
			return new Photo(Columns.get(row, 0, UUID.class), texts, Columns.get(row, 8, String.class),
					row.get(9, String.class), row.get(10, Long.class),
					Columns.texts(row, 11).stream().sorted().toList());
		}

		boolean isRight() {
			return this.texts.searchText().equals(this.searchText) && derivedTags().equals(this.tags)
					&& Objects.equals(derivedHash(), this.phash);
		}

		List<String> derivedTags() {
			return this.texts.tagKeys();
		}

		// Other applications store hashes of other lengths, which cannot be compared.
		@Nullable Long derivedHash() {
			return (this.bits != null && this.bits.matches("0[01]{63}")) ? Long.valueOf(this.bits, 2) : null;
		}

	}

}
