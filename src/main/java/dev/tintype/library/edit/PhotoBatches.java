package dev.tintype.library.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.edit.BatchResult.Status;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TagCounts;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Executes an operation on many photos. Without an idempotency key each chunk is a
 * transaction.
 */
@Component
class PhotoBatches {

	private final PhotoRepository photos;

	private final Assets assets;

	private final TagCounts tags;

	private final PhotoEditor editor;

	private final BatchActions actions;

	private final Transactions transactions;

	private final int chunk;

	PhotoBatches(PhotoRepository photos, Assets assets, TagCounts tags, PhotoEditor editor, BatchActions actions,
			Transactions transactions, BatchSettings settings) {
		this.photos = photos;
		this.assets = assets;
		this.tags = tags;
		this.editor = editor;
		this.actions = actions;
		this.transactions = transactions;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Executes a batch.
	 * @return the results; a problem of type {@code CONFLICT} if the filters select
	 * another number of photos than expected
	 */
	Mono<BatchAnswer> run(BatchRequest request) {
		UUID operationId = Ids.next();
		return items(request).flatMap((items) -> {
			List<UUID> ids = items.stream().map(BatchRequest.Item::id).filter(Objects::nonNull).distinct().toList();
			return this.assets.ofPhotos(ids)
				.flatMap((known) -> results(request, known, operationId))
				.map((results) -> BatchAnswer.of(operationId, request.isTrial(), inOrder(items, results)));
		});
	}

	/**
	 * Executes a batch in one transaction, if every item can be changed or needs no
	 * change.
	 * @return the results; a problem of type {@code BATCH_REFUSED} with the results if an
	 * item prevented the batch
	 */
	Mono<BatchAnswer> runAtomically(BatchRequest request) {
		return this.transactions.run(Mono.defer(() -> run(request)).map((answer) -> {
			long faulty = answer.refused() + answer.missing() + answer.invalid();
			if (faulty > 0) {
				throw new ProblemException(ProblemType.BATCH_REFUSED,
						faulty + " of " + answer.results().size() + " photos cannot be changed.")
					.with("results", answer.results().stream().map(PhotoBatches::unchanged).toList());
			}
			return answer;
		}));
	}

	private static BatchResult unchanged(BatchResult result) {
		return (result.status() == Status.CHANGED) ? BatchResult.of(result.photoId(), Status.REFUSED) : result;
	}

	private Mono<List<BatchRequest.Item>> items(BatchRequest request) {
		if (request.filter() == null) {
			return Mono.just(Objects.requireNonNull(request.items()));
		}
		return this.photos.select(request.filter(), request.text(), Requests.BATCH_ITEMS + 1).map((ids) -> {
			if (request.expected() != null && request.expected() != ids.size()) {
				throw new ProblemException(ProblemType.CONFLICT, "The filters select "
						+ ((ids.size() > Requests.BATCH_ITEMS) ? "more than " + Requests.BATCH_ITEMS : ids.size())
						+ " photos, not " + request.expected() + ".");
			}
			if (ids.size() > Requests.BATCH_ITEMS) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The filters select more than " + Requests.BATCH_ITEMS + " photos, the limit of a batch.");
			}
			return ids.stream().map(BatchRequest.Item::of).toList();
		});
	}

	// A batch of one transaction locks all assets before their tags are counted.
	private Mono<Map<UUID, BatchResult>> results(BatchRequest request, Map<UUID, UUID> known, UUID operationId) {
		List<UUID> assetIds = known.values().stream().distinct().sorted(Ids.ORDER).toList();
		Map<UUID, List<UUID>> photosOf = known.keySet()
			.stream()
			.collect(Collectors.groupingBy((photo) -> Objects.requireNonNull(known.get(photo))));
		Mono<Map<UUID, BatchResult>> all = Flux.fromIterable(Chunks.cut(assetIds, this.chunk)).concatMap((chunk) -> {
			Map<UUID, UUID> photos = new LinkedHashMap<>();
			chunk.forEach(
					(asset) -> photosOf.getOrDefault(asset, List.of()).forEach((photo) -> photos.put(photo, asset)));
			return chunk(request, photos, operationId);
		}, 1).collect(HashMap::new, Map::putAll);
		return Mono.deferContextual(
				(context) -> Transactions.isActive(context) ? this.assets.change(assetIds, (locked) -> all) : all);
	}

	private Mono<Map<UUID, BatchResult>> chunk(BatchRequest request, Map<UUID, UUID> photos, UUID operationId) {
		BatchEdit edit = request.edit();
		if (edit == null) {
			return this.actions.act(request.operation(), photos, operationId, request.isTrial());
		}
		if (request.isTrial()) {
			return this.tags.spelled(edit.tags())
				.flatMap((spelled) -> this.assets.find(photos.values())
					.collectList()
					.map((found) -> new Editing(edit, spelled, found, photos).results));
		}
		return this.assets.change(photos.values(), (locked) -> this.tags.spelled(edit.tags()).flatMap((spelled) -> {
			Editing editing = new Editing(edit, spelled, locked, photos);
			return this.editor.write(editing.edits, operationId, null).thenReturn(editing.results);
		}));
	}

	// Of an item that occurs twice, the second time changes nothing.
	private static List<BatchResult> inOrder(List<BatchRequest.Item> items, Map<UUID, BatchResult> results) {
		Set<UUID> seen = new HashSet<>();
		List<BatchResult> inOrder = new ArrayList<>(items.size());
		for (BatchRequest.Item item : items) {
			UUID id = item.id();
			BatchResult result = (id != null) ? results.get(id) : null;
			if (item.fault() != null) {
				inOrder.add(BatchResult.of(item.text(), Status.INVALID, item.fault()));
			}
			else if (id == null || result == null) {
				inOrder.add(BatchResult.of(item.text(), Status.MISSING));
			}
			else {
				boolean again = !seen.add(id) && result.status() == Status.CHANGED;
				inOrder.add(new BatchResult(item.text(), again ? Status.UNCHANGED : result.status(),
						result.newPhotoId(), result.detail()));
			}
		}
		return inOrder;
	}

	/**
	 * Applies an edit to the photos of locked assets.
	 */
	private static final class Editing {

		private final List<PhotoEditor.Edit> edits = new ArrayList<>();

		private final Map<UUID, BatchResult> results = new HashMap<>();

		Editing(BatchEdit edit, List<String> spelled, List<Asset> locked, Map<UUID, UUID> photos) {
			Map<UUID, Asset> byId = new HashMap<>();
			locked.forEach((asset) -> byId.put(asset.id(), asset));
			photos.forEach((photoId, assetId) -> {
				Asset asset = byId.get(assetId);
				Version photo = (asset != null) ? asset.version(photoId) : null;
				this.results.put(photoId, (asset == null || photo == null)
						? BatchResult.of(photoId.toString(), Status.MISSING) : apply(edit, spelled, asset, photo));
			});
		}

		private BatchResult apply(BatchEdit edit, List<String> spelled, Asset asset, Version photo) {
			String id = photo.id().toString();
			String refusal = PhotoEditor.refusal(asset, photo);
			if (refusal != null) {
				return BatchResult.of(id, Status.REFUSED, refusal);
			}
			String fault = edit.fault(photo);
			if (fault != null) {
				return BatchResult.of(id, Status.INVALID, fault);
			}
			PhotoEditor.Edit edited = new PhotoEditor.Edit(photo, edit.apply(photo, spelled));
			if (!edited.isChange()) {
				return BatchResult.of(id, Status.UNCHANGED);
			}
			this.edits.add(edited);
			return BatchResult.of(id, Status.CHANGED);
		}

	}

}
