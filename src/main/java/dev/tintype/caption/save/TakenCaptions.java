package dev.tintype.caption.save;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Saves captions that the service takes from picture files or from the output of a model.
 * They belong to the transaction of the caller.
 */
@Component
public class TakenCaptions {

	private final CaptionWriter writer;

	private final Statements statements;

	private final Dialect dialect;

	TakenCaptions(CaptionWriter writer, Statements statements, Dialect dialect) {
		this.writer = writer;
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Saves captions with the source {@code import}, as one operation.
	 * @param texts by image, at most a chunk, each valid as a caption; may be empty
	 * @return completes when they are saved
	 */
	public Mono<Void> saveImported(Map<UUID, String> texts) {
		return save(texts, CaptionSource.IMPORT, null, CaptionKind.IMPORT);
	}

	/**
	 * Saves the caption of a model.
	 * @param text valid as a caption
	 * @param model its name, null if it is unknown
	 * @return whether it became the current caption; false if that has a higher rank
	 */
	public Mono<Boolean> saveOfModel(UUID imageId, String text, @Nullable String model) {
		CaptionDraft draft = CaptionDraft.of(imageId, text, CaptionSource.MODEL, model);
		return this.writer.save(CaptionWrite.of(List.of(draft), CaptionOperation.ofOne(CaptionKind.SAVE, null, false)))
			.map((statuses) -> statuses.get(0) == Status.SAVED);
	}

	/**
	 * Saves captions of a model, as one operation.
	 * @param texts by image, at most a chunk, each valid as a caption; may be empty
	 * @param model its name
	 * @return completes when they are saved
	 */
	public Mono<Void> saveOfModel(Map<UUID, String> texts, String model) {
		return save(texts, CaptionSource.MODEL, model, CaptionKind.SAVE);
	}

	private Mono<Void> save(Map<UUID, String> texts, CaptionSource source, @Nullable String model, CaptionKind kind) {
		List<CaptionDraft> drafts = new ArrayList<>();
		texts.forEach((image, text) -> drafts.add(CaptionDraft.of(image, text, source, model)));
		return drafts.isEmpty() ? Mono.empty()
				: this.writer.save(CaptionWrite.of(drafts, CaptionOperation.ofMany(kind, null, false))).then();
	}

	private static final String RANKED = """
			/* findRankedCaptions */
			SELECT i.image_id, i.caption, i.caption_rank, c.model
			FROM images i JOIN captions c ON c.caption_id = i.caption_id AND i.caption IS NOT NULL %s
			""";

	/**
	 * Copies the current caption of the highest rank to another image, unless the current
	 * caption of that image has this rank.
	 * @param from the images with the captions; of equal ranks the first one counts
	 * @param to the image that receives the caption
	 * @return completes when it is done
	 */
	public Mono<Void> copyHighest(List<UUID> from, UUID to) {
		List<UUID> images = new ArrayList<>(List.of(to));
		images.addAll(from);
		return this.statements.sql(RANKED.formatted(this.dialect.among("i.image_id", "UUID", "images")))
			.bind("images", images.stream().distinct().toArray(UUID[]::new))
			.<Ranked>all((row) -> new Ranked(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					Columns.get(row, 2, Integer.class), row.get(3, String.class)))
			.collectList()
			.flatMap((found) -> found.stream()
				.min(Comparator.comparingInt((Ranked caption) -> -caption.rank())
					.thenComparingInt((caption) -> images.indexOf(caption.image())))
				.filter((highest) -> !highest.image().equals(to))
				.map((highest) -> save(highest, to))
				.orElse(Mono.empty()));
	}

	private Mono<Void> save(Ranked caption, UUID to) {
		CaptionDraft draft = CaptionDraft.of(to, caption.text(), CaptionSource.ofRank(caption.rank()), caption.model());
		return this.writer.save(CaptionWrite.of(List.of(draft), CaptionOperation.ofOne(CaptionKind.SAVE, null, false)))
			.then();
	}

	/**
	 * A current caption.
	 */
	private record Ranked(UUID image, String text, int rank, @Nullable String model) {
	}

}
