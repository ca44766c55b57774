package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.caption.operation.UndoRows.Replaced;
import dev.tintype.caption.save.CurrentCaptions;
import dev.tintype.caption.save.CurrentCaptions.Move;
import dev.tintype.caption.save.LockedImage;
import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
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

	private final ChangeLog changes;

	Undo(UndoRows rows, CurrentCaptions current, OperationRepository operations, ChangeLog changes) {
		this.changes = changes;
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
				.flatMap((locked) -> (direction == Direction.UNDO) ? undo(operation, page, locked)
						: redo(operation, page, images, locked))
				.map((moved) -> from.plus(last, page.size(), moved));
		});
	}

	// Few operations save several captions of an image. Only those need all captions.
	private Mono<UndoResult> undo(UUID operation, List<SavedCaption> page, Map<UUID, LockedImage> locked) {
		List<SavedCaption> tops = page.stream().filter((caption) -> {
			LockedImage image = locked.get(caption.imageId());
			return image != null && caption.captionId().equals(image.captionId());
		}).toList();
		Map<UUID, UUID> targets = targets(tops, SavedCaption::replaces);
		return this.rows.current(wanted(targets)).flatMap((found) -> {
			if (found.values().stream().noneMatch((replaced) -> replaced.operationId().equals(operation))) {
				return move(targets, found);
			}
			return this.rows.ofImages(operation, List.copyOf(targets.keySet())).flatMap((captions) -> {
				Map<UUID, UUID> before = targets(tops, new SavedByOperation(captions)::before);
				return this.rows.current(wanted(before)).flatMap((replaced) -> move(before, replaced));
			});
		});
	}

	private Mono<UndoResult> redo(UUID operation, List<SavedCaption> page, List<UUID> images,
			Map<UUID, LockedImage> locked) {
		return this.rows.ofImages(operation, images).map(SavedByOperation::new).flatMap((saved) -> {
			Map<UUID, UUID> targets = targets(page.stream().filter((caption) -> {
				LockedImage image = locked.get(caption.imageId());
				return image != null && saved.isLast(caption)
						&& Objects.equals(saved.before(caption), image.captionId());
			}).toList(), SavedCaption::captionId);
			return this.rows.current(wanted(targets)).flatMap((found) -> move(targets, found));
		});
	}

	// Maps images to their new current captions; the start stands for none.
	private static Map<UUID, UUID> targets(List<SavedCaption> captions, Function<SavedCaption, @Nullable UUID> target) {
		Map<UUID, UUID> targets = new HashMap<>();
		captions.forEach(
				(caption) -> targets.put(caption.imageId(), Objects.requireNonNullElse(target.apply(caption), START)));
		return targets;
	}

	private static List<UUID> wanted(Map<UUID, UUID> targets) {
		return targets.values().stream().filter((id) -> !id.equals(START)).distinct().toList();
	}

	private Mono<UndoResult> move(Map<UUID, UUID> targets, Map<UUID, Replaced> found) {
		if (targets.isEmpty()) {
			return Mono.just(UndoResult.NONE);
		}
		List<Move> moves = targets.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey(Ids.ORDER))
			.map((target) -> move(target.getKey(), found.get(target.getValue())))
			.toList();
		long restored = moves.stream().filter((move) -> move.text() != null).count();
		Change change = Change.of(ChangeTopic.CAPTIONS, (restored > 0) ? ChangeKind.CAPTIONED : ChangeKind.CLEARED,
				moves.stream().map(Move::imageId).toList());
		return this.current.move(moves, Instant.now())
			.then(this.changes.record(change))
			.thenReturn(new UndoResult(restored, moves.size() - restored, 0));
	}

	// A caption that does not exist, or belongs to another image, counts as none.
	private static Move move(UUID image, @Nullable Replaced caption) {
		return (caption != null && caption.move().imageId().equals(image)) ? caption.move()
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
