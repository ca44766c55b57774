package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.save.CurrentCaptions;
import dev.tintype.caption.save.CurrentCaptions.Move;
import dev.tintype.caption.save.LockedImage;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Undoes and redoes operations. It moves the pointers to the current captions, and writes
 * no caption. It locks the images of a page in the order of their ids, and moves only
 * pointers that are where it expects them. So it never undoes a concurrent save.
 */
@Component
class Undo {

	/** The captions of a page. Their texts are in memory together. */
	static final int PAGE = 500;

	/** Sorts before every caption. */
	static final UUID START = new UUID(0, 0);

	private final UndoRows rows;

	private final CurrentCaptions current;

	private final OperationRepository operations;

	Undo(UndoRows rows, CurrentCaptions current, OperationRepository operations) {
		this.rows = rows;
		this.current = current;
		this.operations = operations;
	}

	/**
	 * Continues with some pages. The caller has a transaction.
	 * @param from where the work continues
	 * @param pages the most pages
	 * @return where it continues after that
	 */
	Mono<Point> pages(UUID operation, Direction direction, Point from, int pages) {
		return Mono.just(from)
			.expand((point) -> point.ended() ? Mono.empty() : page(operation, direction, point))
			.take(pages + 1L)
			.last();
	}

	/**
	 * Completes the work, in the transaction of its last page.
	 * @return what was done in all
	 */
	Mono<UndoResult> complete(UUID operation, Direction direction, UndoResult done) {
		Mono<Void> mark = (done.moved() > 0) ? this.operations.mark(operation, direction) : Mono.empty();
		return mark.then(Mono.defer(() -> this.operations.countImages(operation))).map(done::ofImages);
	}

	private Mono<Point> page(UUID operation, Direction direction, Point from) {
		return this.rows.page(operation, from.after(), PAGE).flatMap((page) -> {
			if (page.isEmpty()) {
				return Mono.just(from.end());
			}
			UUID last = page.get(page.size() - 1).captionId();
			List<UUID> images = page.stream().map(SavedCaption::imageId).distinct().toList();
			return this.current.lock(images)
				.flatMap((locked) -> targets(operation, direction, page, images, locked))
				.flatMap(this::move)
				.map((moved) -> from.plus(last, page.size(), moved));
		});
	}

	// Maps images to their new current captions; the start stands for none.
	private Mono<Map<UUID, UUID>> targets(UUID operation, Direction direction, List<SavedCaption> page,
			List<UUID> images, Map<UUID, LockedImage> locked) {
		return this.rows.ofImages(operation, images).map(SavedByOperation::new).map((saved) -> {
			Map<UUID, UUID> targets = new LinkedHashMap<>();
			for (SavedCaption caption : page) {
				LockedImage image = locked.get(caption.imageId());
				if (image == null) {
					continue;
				}
				boolean moves = switch (direction) {
					case UNDO -> caption.captionId().equals(image.captionId());
					case REDO -> saved.isLast(caption) && Objects.equals(saved.before(caption), image.captionId());
				};
				if (moves) {
					UUID target = (direction == Direction.UNDO) ? saved.before(caption) : caption.captionId();
					targets.put(image.imageId(), Objects.requireNonNullElse(target, START));
				}
			}
			return targets;
		});
	}

	private Mono<UndoResult> move(Map<UUID, UUID> targets) {
		if (targets.isEmpty()) {
			return Mono.just(UndoResult.NONE);
		}
		List<UUID> wanted = targets.values().stream().filter((id) -> !id.equals(START)).distinct().toList();
		Mono<Map<UUID, Move>> found = wanted.isEmpty() ? Mono.just(Map.of()) : this.rows.current(wanted);
		return found.flatMap((captions) -> {
			List<Move> moves = targets.entrySet()
				.stream()
				.sorted(Map.Entry.comparingByKey(Ids.ORDER))
				.map((target) -> move(target.getKey(), captions.get(target.getValue())))
				.toList();
			long restored = moves.stream().filter((move) -> move.text() != null).count();
			return this.current.move(moves, Instant.now())
				.thenReturn(new UndoResult(restored, moves.size() - restored, 0));
		});
	}

	// A caption that does not exist, or belongs to another image, counts as none.
	private static Move move(UUID image, @Nullable Move caption) {
		return (caption != null && caption.imageId().equals(image)) ? caption
				: new Move(image, null, null, null, null, null);
	}

	/**
	 * Where the work on an operation stands.
	 *
	 * @param after the last caption that was examined
	 * @param captions the number of examined captions
	 * @param done what was done so far
	 * @param ended whether there are no further captions
	 */
	record Point(UUID after, long captions, UndoResult done, boolean ended) {

		/** The beginning. */
		static final Point BEGIN = new Point(START, 0, UndoResult.NONE, false);

		Point end() {
			return new Point(this.after, this.captions, this.done, true);
		}

		Point plus(UUID last, int page, UndoResult moved) {
			return new Point(last, this.captions + page, this.done.plus(moved), page < PAGE);
		}

		Point completed(UndoResult result) {
			return new Point(this.after, this.captions, result, this.ended);
		}

	}

}
