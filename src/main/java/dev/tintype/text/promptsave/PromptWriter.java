package dev.tintype.text.promptsave;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.text.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Saves uses of prompts. One statement adds the new prompts and increments the counts of
 * the known ones. Further statements replace pictures and link images.
 */
@Repository
class PromptWriter {

	private static final String COUNT_POSTGRESQL = """
			/* countPrompts */
			WITH p AS (
			INSERT INTO prompts AS p (prompt_text, prompt_hash, search_text, model, total_uses, first_used_at,
			  last_used_at)
			SELECT t.prompt_text, t.prompt_hash, t.search_text, NULLIF(t.model, ''), t.uses, :now, :now
			FROM unnest(CAST(:hashes AS TEXT ARRAY), CAST(:texts AS TEXT ARRAY), CAST(:search_texts AS TEXT ARRAY),
			  CAST(:models AS TEXT ARRAY), CAST(:uses AS BIGINT ARRAY))
			  AS t(prompt_hash, prompt_text, search_text, model, uses)
			ORDER BY t.prompt_hash COLLATE "C"
			ON CONFLICT (prompt_hash) DO UPDATE SET total_uses = p.total_uses + excluded.total_uses,
			  last_used_at = GREATEST(p.last_used_at, excluded.last_used_at)
			RETURNING p.*), changed AS (
			  INSERT INTO changes (topic, kind, count) SELECT 'prompts', 'used', count(*) FROM p HAVING count(*) > 0)
			SELECT""" + " " + Prompt.COLUMNS + " FROM p";

	private static final String COUNT_H2 = """
			/* countPrompts */
			MERGE INTO prompts p USING (
			  SELECT * FROM unnest(CAST(:hashes AS VARCHAR ARRAY), CAST(:texts AS VARCHAR ARRAY),
			    CAST(:search_texts AS VARCHAR ARRAY), CAST(:models AS VARCHAR ARRAY), CAST(:uses AS BIGINT ARRAY))
			    AS t(prompt_hash, prompt_text, search_text, model, uses)) t ON p.prompt_hash = t.prompt_hash
			WHEN MATCHED THEN UPDATE SET total_uses = p.total_uses + t.uses,
			  last_used_at = GREATEST(p.last_used_at, :now)
			WHEN NOT MATCHED THEN INSERT (prompt_text, prompt_hash, search_text, model, total_uses, first_used_at,
			  last_used_at)
			  VALUES (t.prompt_text, t.prompt_hash, t.search_text, NULLIF(t.model, ''), t.uses, :now, :now)
			""";

	private static final String COUNTED_H2 = "/* countedPrompts */ SELECT " + Prompt.COLUMNS + " FROM prompts p "
			+ Dialect.H2.among("p.prompt_hash", "VARCHAR", "hashes");

	private static final String REPLACE_PICTURE = """
			/* replacePicture */
			UPDATE prompts SET thumbnail_data = :data, thumbnail_mime = :mime, thumbnail_width = :width,
			  thumbnail_height = :height, thumbnail_bytes = :bytes, thumbnail_etag = :etag
			WHERE id = :id
			""";

	/** A transaction that locks prompts and images locks the prompts first. */
	private static final String LOCK_IMAGES_H2 = "/* lockPromptImages */ SELECT image_id FROM images "
			+ Dialect.H2.among("image_id", "UUID", "image_ids") + " ORDER BY image_id FOR UPDATE";

	private static final String LOCK_IMAGES_POSTGRESQL = """
			/* lockPromptImages */
			SELECT image_id FROM images WHERE image_id = ANY(:image_ids) ORDER BY image_id FOR KEY SHARE
			""";

	private static final String LINK = """
			/* linkPromptImages */
			INSERT INTO prompt_images (prompt_id, image_id, created_at)
			SELECT t.prompt_id, t.image_id, :now
			FROM unnest(CAST(:prompt_ids AS BIGINT ARRAY), CAST(:image_ids AS UUID ARRAY)) AS t(prompt_id, image_id)
			ON CONFLICT DO NOTHING
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final ChangeLog changes;

	PromptWriter(Statements statements, Dialect dialect, Transactions transactions, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	/**
	 * Saves uses in one transaction.
	 * @return the prompts by hash, after the last use; already committed, unless the
	 * caller has a transaction
	 */
	Mono<Map<String, Prompt>> save(PromptWrite write) {
		Mono<Map<String, Prompt>> counted = Mono.defer(() -> count(write));
		if (write.pictures().isEmpty() && write.links().isEmpty()) {
			return switch (this.dialect) {
				case POSTGRESQL -> this.transactions.runSingle(counted);
				case H2 -> this.transactions.run(counted);
			};
		}
		return this.transactions.run(counted
			.flatMap((prompts) -> replacePictures(write, prompts).then(link(write, prompts)).thenReturn(prompts)));
	}

	private Mono<Map<String, Prompt>> count(PromptWrite write) {
		Statements.Call count = this.statements.sql(this.dialect.choose(COUNT_H2, COUNT_POSTGRESQL))
			.bind("hashes", write.hashes())
			.bind("texts", write.texts())
			.bind("search_texts", write.searchTexts())
			.bind("models", write.models())
			.bind("uses", write.counts())
			.bind("now", write.now());
		Flux<Prompt> counted = switch (this.dialect) {
			case POSTGRESQL -> count.all(Prompt::of);
			case H2 ->
				count.then().thenMany(this.statements.sql(COUNTED_H2).bind("hashes", write.hashes()).all(Prompt::of));
		};
		return counted.collectMap(Prompt::promptHash).flatMap((prompts) -> changed(prompts.size()).thenReturn(prompts));
	}

	private Mono<Void> changed(int count) {
		return switch (this.dialect) {
			case POSTGRESQL -> Transactions.afterCommit(this.changes::noted);
			case H2 -> this.changes.record(Change.of(ChangeTopic.PROMPTS, ChangeKind.USED, count));
		};
	}

	// One by one, because the statements of a transaction share its connection.
	private Mono<Void> replacePictures(PromptWrite write, Map<String, Prompt> prompts) {
		return Flux.fromIterable(write.pictures().entrySet()).concatMap((picture) -> {
			Prompt prompt = Objects.requireNonNull(prompts.get(picture.getKey()));
			StoredThumbnail thumbnail = picture.getValue();
			prompts.put(picture.getKey(), prompt.with(thumbnail));
			return this.statements.sql(REPLACE_PICTURE)
				.bind("id", prompt.id())
				.bind("data", thumbnail.data())
				.bind("mime", thumbnail.mimeType())
				.bind("width", thumbnail.width())
				.bind("height", thumbnail.height())
				.bind("bytes", thumbnail.data().length)
				.bind("etag", thumbnail.etag())
				.then();
		}).then();
	}

	private Mono<Void> link(PromptWrite write, Map<String, Prompt> prompts) {
		if (write.links().isEmpty()) {
			return Mono.empty();
		}
		return this.statements.sql(this.dialect.choose(LOCK_IMAGES_H2, LOCK_IMAGES_POSTGRESQL))
			.bind("image_ids", write.links().stream().map(PromptWrite.Link::imageId).distinct().toArray(UUID[]::new))
			.all((row) -> Columns.get(row, 0, UUID.class))
			.collect(Collectors.toSet())
			.map((known) -> write.links().stream().filter((link) -> known.contains(link.imageId())).toList())
			.flatMap((links) -> links.isEmpty() ? Mono.empty() : link(write, prompts, links));
	}

	private Mono<Void> link(PromptWrite write, Map<String, Prompt> prompts, List<PromptWrite.Link> links) {
		return this.statements.sql(LINK)
			.bind("prompt_ids",
					links.stream()
						.map((link) -> Objects.requireNonNull(prompts.get(link.hash())).id())
						.toArray(Long[]::new))
			.bind("image_ids", links.stream().map(PromptWrite.Link::imageId).toArray(UUID[]::new))
			.bind("now", write.now())
			.then();
	}

}
