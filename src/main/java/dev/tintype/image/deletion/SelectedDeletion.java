package dev.tintype.image.deletion;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Ids;
import dev.tintype.web.http.IdList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Deletes the images that a request selects: at most 10,000 within the request, more as a
 * job. It compares their number with the expected one before it deletes any.
 */
@Component
class SelectedDeletion {

	/** Sorts before every image. */
	static final UUID START = new UUID(0, 0);

	/** The images whose ids are in memory together. */
	static final int SLICE = 10_000;

	private static final String ALL = "TRUE";

	private final SelectedImages selected;

	private final ImageDeletion deletion;

	private final Transactions transactions;

	private final String held;

	SelectedDeletion(SelectedImages selected, ImageDeletion deletion, Transactions transactions, HeldImages held) {
		this.selected = selected;
		this.deletion = deletion;
		this.transactions = transactions;
		this.held = "(" + held.condition() + ")";
	}

	/**
	 * Looks at what a request selects.
	 * @return a problem of type {@code CONFLICT} if the number is not the expected one
	 */
	Mono<Selection> select(DeletionRequest request) {
		Mono<Selection> selection = (request.ids() != null) ? ofIds(request.ids())
				: ofFilter(Objects.requireNonNull(request.filter()));
		return LongWork.of(selection).map((found) -> {
			ExpectedCount.check(request.expected(), found.counts().found(), "images");
			return found;
		});
	}

	private Mono<Selection> ofIds(IdList list) {
		List<UUID> ids = sorted(list.ids());
		return this.deletion.preview(ids, null)
			.map((seen) -> Selection.of(ids, ids.size() + (long) list.unknown().size(), seen));
	}

	private Mono<Selection> ofFilter(RowFilter filter) {
		return this.selected.ids(ALL, filter, START, SLICE + 1).flatMap((ids) -> {
			if (ids.size() <= SLICE) {
				return this.deletion.preview(ids, filter).map((seen) -> Selection.of(ids, 0, seen));
			}
			return this.selected.count(ALL, filter)
				.flatMap((count) -> this.selected.count(this.held, filter)
					.map((kept) -> Selection.of(null, 0, new DeletedImages(count - kept, kept, 0))));
		});
	}

	private static List<UUID> sorted(Collection<UUID> ids) {
		return ids.stream().sorted(Ids.ORDER).toList();
	}

	/**
	 * Deletes images within a request, in chunks that are committed one after the other.
	 * If the request is cut off, the images of the last chunk and their files are deleted
	 * completely, and no further chunk begins.
	 */
	Mono<DeletedImages> delete(DeletionRequest request, Selection selection) {
		return Flux.fromIterable(Chunks.cut(selection.few(), ImageDeletion.CHUNK))
			.concatMap((ids) -> chunk(request, ids), 1)
			.reduce(DeletedImages.NONE, DeletedImages::plus)
			.map((done) -> done.of(selection.asked()));
	}

	private Mono<DeletedImages> chunk(DeletionRequest request, List<UUID> ids) {
		Removal removal = new Removal();
		return this.deletion.afterwards(LongWork.of(this.transactions.run(deleteRows(request.filter(), ids, removal))),
				removal);
	}

	/**
	 * Deletes images in the transaction of the caller, which calls
	 * {@link ImageDeletion#afterwards} for it.
	 */
	Mono<DeletedImages> deleteRows(DeletionRequest request, Selection selection, Removal removal) {
		return LongWork.of(deleteRows(request.filter(), selection.few(), removal))
			.map((done) -> done.of(selection.asked()));
	}

	private Mono<DeletedImages> deleteRows(@Nullable RowFilter filter, List<UUID> ids, Removal removal) {
		return this.deletion.rows(ids, filter, removal).doFirst(removal::begin);
	}

	/**
	 * Lists the images of a job in slices, from the first or after an image.
	 */
	Flux<List<UUID>> slices(DeletionRequest request, UUID after) {
		return this.selected.pages(ALL, request.filter(), after, SLICE);
	}

	/**
	 * The images that a request selects.
	 *
	 * @param ids sorted, null for more than a slice
	 * @param asked the number of ids that the request names, 0 if a filter selects them
	 * @param counts what a deletion would do
	 */
	record Selection(@Nullable List<UUID> ids, long asked, DeletedImages counts) {

		private static Selection of(@Nullable List<UUID> ids, long asked, DeletedImages found) {
			return new Selection(ids, asked, found.of(asked));
		}

		boolean isSmall() {
			return this.ids != null;
		}

		List<UUID> few() {
			return Objects.requireNonNull(this.ids);
		}

	}

}
