package dev.tintype.caption.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.caption.claim.ClaimRows.Due;
import dev.tintype.caption.claim.Claimed.Item;
import dev.tintype.caption.run.Run;
import dev.tintype.caption.run.RunState;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Assigns images of a run to workers. The row of the run is locked, so that the claims of
 * a run follow each other. Images that are due again come first, and then images that the
 * run has not examined, in the order of their ids.
 *
 * <p>
 * The first pass examines all images. The final pass examines those that were registered
 * since ten minutes before the run began, because ids ascend neither in the order of
 * commits nor across instances. Then the images of the last ten minutes are examined
 * again and again until the run ends.
 */
@Component
class Claims {

	private static final Duration LATE = Duration.ofMinutes(10);

	/** The most images that a claim examines. */
	private static final int EXAMINED = 10_000;

	private static final int GROWTH = 4;

	/** How often the last images are examined again. */
	private static final Duration AGAIN = Duration.ofSeconds(5);

	private final RunRow runs;

	private final ClaimRows claims;

	private final Transactions transactions;

	Claims(RunRow runs, ClaimRows claims, Transactions transactions) {
		this.runs = runs;
		this.claims = claims;
		this.transactions = transactions;
	}

	/**
	 * Claims images for a worker.
	 * @return none if the run is not running; a problem of type {@code NOT_FOUND}
	 */
	Mono<Claimed> claim(UUID id, WorkerRequest request) {
		return this.transactions.run(this.runs.lock(id)
			.flatMap((locked) -> (locked.run().state() == RunState.RUNNING) ? claim(locked, request)
					: Mono.just(Claimed.none(locked.run().state()))));
	}

	private Mono<Claimed> claim(LockedRun locked, WorkerRequest request) {
		Run run = locked.run();
		Instant until = locked.now().plusSeconds(request.leaseSeconds());
		return reassigned(locked, request, until).flatMap((due) -> examined(locked, request.limit() - due.size())
			.flatMap((found) -> this.claims.insert(run.id(), ids(found.items()), request.worker(), until)
				.then(this.runs.seen(run.id(), request.worker(), 0))
				.then(Mono.defer(() -> {
					List<Item> items = new ArrayList<>(due);
					items.addAll(found.items());
					return answer(run, items, until, found);
				}))));
	}

	private Mono<Claimed> answer(Run run, List<Item> items, Instant until, Found found) {
		if (!items.isEmpty()) {
			return Mono.just(new Claimed(items, until, run.state(), found.isEnd()));
		}
		return (found.isFresh() ? this.runs.finish(run.id()) : this.runs.finishUnlessNewer(run.id()))
			.map((finished) -> new Claimed(items, null, finished ? RunState.FINISHED : run.state(), found.isEnd()));
	}

	private Mono<List<Item>> reassigned(LockedRun locked, WorkerRequest request, Instant until) {
		UUID run = locked.run().id();
		return this.claims.due(locked, request.limit()).flatMap((due) -> {
			if (due.isEmpty()) {
				return Mono.just(List.<Item>of());
			}
			List<UUID> spent = due.stream().filter(Due::isSpent).map(Due::imageId).toList();
			Map<UUID, Integer> again = due.stream()
				.filter((claim) -> !claim.isSpent())
				.collect(Collectors.toMap(Due::imageId, Due::attempts));
			return this.claims.images(again)
				.flatMap((items) -> this.claims.giveUp(run, spent)
					.then(spent.isEmpty() ? Mono.empty() : this.runs.count(run, 0, spent.size()))
					.then(this.claims.delete(run, deleted(again.keySet(), items)))
					.then(this.claims.reassign(run, ids(items), request.worker(), until))
					.thenReturn(items));
		});
	}

	// An image that was deleted is no longer part of the run.
	private static List<UUID> deleted(Set<UUID> asked, List<Item> found) {
		Set<UUID> ids = found.stream().map(Item::imageId).collect(Collectors.toSet());
		return asked.stream().filter((id) -> !ids.contains(id)).toList();
	}

	private Mono<Found> examined(LockedRun locked, int limit) {
		Run run = locked.run();
		Instant exhausted = run.exhaustedAt();
		boolean isRecent = exhausted != null && exhausted.plus(AGAIN).isAfter(locked.now());
		if (limit == 0 || isRecent) {
			return Mono.just(new Found(List.of(), isRecent, false));
		}
		return examined(locked, run.examinedTo(), List.of(), limit, limit, EXAMINED);
	}

	// The first window has as many images as are wanted, and further ones are larger.
	// Within a window, PostgreSQL may test every image. The edge is found first, so that
	// the images before it are complete.
	private Mono<Found> examined(LockedRun locked, UUID after, List<Item> before, int limit, int window, int left) {
		int size = Math.min(window, left);
		return this.claims.edge(after, size)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((edge) -> this.claims.unclaimed(locked.run(), after, edge.orElse(null), limit - before.size())
				.flatMap((more) -> {
					List<Item> items = new ArrayList<>(before);
					items.addAll(more);
					return (edge.isEmpty() || items.size() == limit || left == size)
							? move(locked, items, limit, edge.orElse(null))
							: examined(locked, edge.get(), items, limit, GROWTH * size, left - size);
				}));
	}

	private Mono<Found> move(LockedRun locked, List<Item> items, int limit, @Nullable UUID edge) {
		Run run = locked.run();
		if (items.size() == limit) {
			return this.runs.move(locked, items.get(limit - 1).imageId(), run.isFinal(), false)
				.thenReturn(new Found(items, false, true));
		}
		if (edge != null) {
			return this.runs.move(locked, edge, run.isFinal(), false).thenReturn(new Found(items, false, true));
		}
		Instant again = (run.isFinal() ? locked.now() : run.createdAt()).minus(LATE);
		return this.runs.move(locked, Ids.first(again), true, run.isFinal())
			.thenReturn(new Found(items, run.isFinal(), true));
	}

	private static List<UUID> ids(List<Item> items) {
		return items.stream().map(Item::imageId).toList();
	}

	/**
	 * Images that were examined.
	 *
	 * @param isEnd whether the final pass has found no further image
	 * @param isFresh whether this claim has examined them
	 */
	private record Found(List<Item> items, boolean isEnd, boolean isFresh) {
	}

}
