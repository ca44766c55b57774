package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dev.tintype.library.photo.Photo;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lists groups of photos that look alike. The groups are found once for each request; the
 * photos are read for each page.
 */
final class DuplicateRows implements Rows<DuplicateGroup> {

	/** The most photos that a group shows. */
	static final int MOST_SHOWN = 10_000;

	/** The most photos of a page. */
	private static final int MOST_OF_PAGE = 2 * MOST_SHOWN;

	/** A page of a stream ends when it has as many photos. */
	private static final int ENOUGH_TO_STREAM = 1_000;

	/** The largest groups first. */
	static final Orders<DuplicateGroup> ORDERS = Orders
		.of(Order.of("largest", Key.<DuplicateGroup>number("size", DuplicateGroup::photoCount).down(),
				Key.<DuplicateGroup>id("group_id", DuplicateGroup::groupId)));

	private final Mono<List<LikeGroup>> found;

	private final GroupPhotos photos;

	DuplicateRows(Mono<List<LikeGroup>> found, GroupPhotos photos) {
		this.found = found.cache();
		this.photos = photos;
	}

	@Override
	public Mono<Long> count() {
		return this.found.map((groups) -> (long) groups.size());
	}

	@Override
	public Mono<List<DuplicateGroup>> page(Slice<DuplicateGroup> slice) {
		return this.found.flatMap((groups) -> {
			List<LikeGroup> rest = rest(groups, slice);
			if (photos(rest.subList(0, Math.min(slice.limit(), rest.size()))) > MOST_OF_PAGE) {
				throw new ProblemException(ProblemType.TOO_LARGE, "The groups of the page have over " + MOST_OF_PAGE
						+ " photos. Request fewer groups with per_page, or all as application/x-ndjson.");
			}
			return shown(rest, slice.limit());
		});
	}

	private static List<LikeGroup> rest(List<LikeGroup> groups, Slice<DuplicateGroup> slice) {
		Cursor after = slice.after();
		if (after == null) {
			return groups.subList((int) Math.min(slice.offset(), groups.size()), groups.size());
		}
		long size = (Long) after.values().get(0);
		UUID id = (UUID) after.values().get(1);
		int from = Collections.binarySearch(groups, new LikeGroup(List.of(id), size), LikeGroups.ORDER);
		return groups.subList((from >= 0) ? from + 1 : -from - 1, groups.size());
	}

	private static long photos(List<LikeGroup> groups) {
		return groups.stream().mapToLong((group) -> Math.min(MOST_SHOWN, group.size())).sum();
	}

	// A group may have vanished since it was found. The next one then takes its place.
	private Mono<List<DuplicateGroup>> shown(List<LikeGroup> rest, int limit) {
		List<LikeGroup> part = rest.subList(0, Math.min(limit, rest.size()));
		return this.photos.show(part).flatMap((shown) -> {
			int gone = part.size() - shown.size();
			return (gone == 0) ? Mono.just(shown)
					: shown(rest.subList(part.size(), rest.size()), gone).map((more) -> joined(shown, more));
		});
	}

	private static <T> List<T> joined(List<T> first, List<T> more) {
		List<T> all = new ArrayList<>(first);
		all.addAll(more);
		return all;
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<DuplicateGroup> slice) {
		return this.found.flatMap((groups) -> {
			List<LikeGroup> rest = rest(groups, slice);
			int number = 0;
			for (long photos = 0; number < Math.min(slice.limit(), rest.size())
					&& photos < ENOUGH_TO_STREAM; number++) {
				photos += Math.min(MOST_SHOWN, rest.get(number).size());
			}
			if (number == 0) {
				return Mono.just(NdjsonPage.EMPTY);
			}
			LikeGroup last = rest.get(number - 1);
			boolean isCut = number < rest.size();
			NdjsonPage place = new NdjsonPage(new byte[0], number, slice.order().place(DuplicateGroup.placeOf(last)));
			return this.photos.show(rest.subList(0, number))
				.map((shown) -> new NdjsonPage(Ndjson.lines(shown), place.rows(), place.last(), isCut, null));
		});
	}

	@Override
	public Mono<byte[]> json(Page<DuplicateGroup> page) {
		return Mono.fromCallable(() -> Json.MAPPER.writeValueAsBytes(page)).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Tells whether a photo still belongs to a group.
	 */
	static boolean isListed(Photo photo) {
		return photo.deletedAt() == null && photo.version().state() != ProcessingState.REJECTED;
	}

	/**
	 * Reads the photos of groups.
	 */
	@FunctionalInterface
	interface GroupPhotos {

		/**
		 * Shows groups.
		 * @return the groups in order, without those that have no two photos any more
		 */
		Mono<List<DuplicateGroup>> show(List<LikeGroup> groups);

	}

}
