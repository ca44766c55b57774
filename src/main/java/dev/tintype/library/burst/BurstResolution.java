package dev.tintype.library.burst;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.burst.BurstResult.Status;
import dev.tintype.library.tier.AiDraft;
import dev.tintype.library.tier.Culling;
import dev.tintype.library.tier.Promotion;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Processes the photos of a burst that are kept and rejects the others. Each photo is a
 * transaction.
 */
@Component
class BurstResolution {

	private final Assets assets;

	private final Promotion promotion;

	private final Culling culling;

	private final int concurrency;

	BurstResolution(Assets assets, Promotion promotion, Culling culling, BatchSettings settings) {
		this.assets = assets;
		this.promotion = promotion;
		this.culling = culling;
		this.concurrency = settings.concurrency();
	}

	/**
	 * Resolves a burst. The id of a lower version means the best photo of its asset.
	 * @return the results; a problem of type {@code NOT_FOUND} if a photo is unknown, and
	 * {@code INVALID_REQUEST} if an asset is to be kept and rejected
	 */
	Mono<BurstResult.Answer> resolve(BurstChoice choice) {
		List<UUID> photos = new ArrayList<>(choice.keep());
		photos.addAll(choice.reject());
		return this.assets.ofPhotos(photos).flatMap((found) -> {
			for (UUID photo : photos) {
				if (!found.containsKey(photo)) {
					return Requests.missing(photo);
				}
			}
			Set<UUID> kept = new HashSet<>(choice.keep().stream().map(found::get).toList());
			if (choice.reject().stream().map(found::get).anyMatch(kept::contains)) {
				throw ProblemException.invalid("/reject", "must not contain a photo of an asset that is kept");
			}
			UUID operationId = Ids.next();
			return this.assets.find(found.values())
				.collectMap(Asset::id)
				.flatMap((byId) -> Flux
					.deferContextual((context) -> Flux.fromIterable(photos)
						.flatMapSequential(
								(photo) -> act(photo, Objects.requireNonNull(byId.get(found.get(photo))),
										kept.contains(found.get(photo)), operationId),
								Transactions.isActive(context) ? 1 : this.concurrency, 1))
					.collectList())
				.map(BurstResult.Answer::of);
		});
	}

	private Mono<BurstResult> act(UUID photoId, Asset asset, boolean isKept, UUID operationId) {
		Version best = asset.best();
		boolean isDone = isKept ? best.tier() != Tier.BRONZE : best.state() == ProcessingState.REJECTED;
		if (isDone && !asset.isTrashed()) {
			return Mono.just(new BurstResult(photoId, Status.UNCHANGED, null, null));
		}
		Mono<BurstResult> acting = isKept
				? this.promotion.process(best.id(), AiDraft.NONE, operationId)
					.map((silver) -> new BurstResult(photoId, Status.PROCESSED, silver, null))
				: this.culling.reject(best.id(), operationId)
					.map((rejected) -> new BurstResult(photoId, Status.REJECTED, null, null));
		return acting.onErrorResume(BurstResolution::isRefusal, (ex) -> Mono.just(new BurstResult(photoId,
				Status.REFUSED, null, String.valueOf(((ProblemException) ex).getBody().getDetail()))));
	}

	private static boolean isRefusal(Throwable failure) {
		return failure instanceof ProblemException problem
				&& (problem.type() == ProblemType.CONFLICT || problem.type() == ProblemType.NOT_FOUND);
	}

}
