package dev.tintype.library.edit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.edit.BatchResult.Status;
import dev.tintype.library.tier.AiDraft;
import dev.tintype.library.tier.Culling;
import dev.tintype.library.tier.Demotion;
import dev.tintype.library.tier.Promotion;
import dev.tintype.library.tier.TierRules;
import dev.tintype.library.trash.Trash;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The operations of a batch that are actions on photos: each photo is a transaction.
 */
@Component
class BatchActions {

	private static final String TRASH = "trash";

	/** The operations of this kind. */
	static final List<String> OPERATIONS = List.of("process", "promote", "demote", "reject", "reinstate", TRASH);

	private final Promotion promotion;

	private final Demotion demotion;

	private final Culling culling;

	private final Trash trash;

	private final Assets assets;

	private final int concurrency;

	BatchActions(Promotion promotion, Demotion demotion, Culling culling, Trash trash, Assets assets,
			BatchSettings settings) {
		this.promotion = promotion;
		this.demotion = demotion;
		this.culling = culling;
		this.trash = trash;
		this.assets = assets;
		this.concurrency = settings.concurrency();
	}

	/**
	 * Acts on photos.
	 * @param photos a chunk of known photos, with their assets
	 * @param isTrial whether nothing is changed
	 * @return the result of each photo
	 */
	Mono<Map<UUID, BatchResult>> act(String operation, Map<UUID, UUID> photos, UUID operationId, boolean isTrial) {
		if (isTrial) {
			return this.assets.find(photos.values())
				.collectMap(Asset::id)
				.map((found) -> results(photos.keySet(),
						(photo) -> tried(operation, found.get(photos.get(photo)), photo)));
		}
		if (operation.equals(TRASH)) {
			return trash(photos, operationId);
		}
		return Flux
			.deferContextual((context) -> Flux.fromIterable(photos.keySet())
				.flatMapSequential((photo) -> act(operation, photo, operationId),
						Transactions.isActive(context) ? 1 : this.concurrency, 1))
			.collect(HashMap::new, (results, result) -> results.put(UUID.fromString(result.photoId()), result));
	}

	private Mono<BatchResult> act(String operation, UUID photo, UUID operationId) {
		Mono<UUID> acting = switch (operation) {
			case "process" -> this.promotion.process(photo, AiDraft.NONE, operationId);
			case "promote" -> this.promotion.promote(photo, operationId);
			case "demote" -> this.demotion.demote(photo, operationId);
			case "reject" -> this.culling.reject(photo, operationId);
			default -> this.culling.reinstate(photo, operationId);
		};
		return acting
			.map((result) -> new BatchResult(photo.toString(), Status.CHANGED, result.equals(photo) ? null : result,
					null))
			.onErrorResume(ProblemException.class, (problem) -> refused(photo, problem));
	}

	private static Mono<BatchResult> refused(UUID photo, ProblemException problem) {
		String detail = String.valueOf(problem.getBody().getDetail());
		if (problem.type() == ProblemType.CONFLICT) {
			return Mono.just(BatchResult.of(photo.toString(), Status.REFUSED, detail));
		}
		return (problem.type() == ProblemType.NOT_FOUND)
				? Mono.just(BatchResult.of(photo.toString(), Status.MISSING, detail)) : Mono.error(problem);
	}

	private static BatchResult tried(String operation, @Nullable Asset asset, UUID photo) {
		if (asset == null) {
			return BatchResult.of(photo.toString(), Status.MISSING);
		}
		if (operation.equals(TRASH)) {
			return BatchResult.of(photo.toString(), asset.isTrashed() ? Status.UNCHANGED : Status.CHANGED);
		}
		try {
			TierRules.check(operation, asset, photo);
			return BatchResult.of(photo.toString(), Status.CHANGED);
		}
		catch (ProblemException ex) {
			boolean missing = ex.type() == ProblemType.NOT_FOUND;
			return BatchResult.of(photo.toString(), missing ? Status.MISSING : Status.REFUSED,
					String.valueOf(ex.getBody().getDetail()));
		}
	}

	private Mono<Map<UUID, BatchResult>> trash(Map<UUID, UUID> photos, UUID operationId) {
		return this.assets.change(photos.values(), (locked) -> {
			Set<UUID> live = locked.stream()
				.filter((asset) -> !asset.isTrashed())
				.map(Asset::id)
				.collect(Collectors.toSet());
			return this.trash.trash(live, operationId)
				.thenReturn(results(photos.keySet(), (photo) -> BatchResult.of(photo.toString(),
						live.contains(photos.get(photo)) ? Status.CHANGED : Status.UNCHANGED)));
		});
	}

	private static Map<UUID, BatchResult> results(Collection<UUID> photos, Function<UUID, BatchResult> result) {
		Map<UUID, BatchResult> results = new HashMap<>();
		photos.forEach((photo) -> results.put(photo, result.apply(photo)));
		return results;
	}

}
