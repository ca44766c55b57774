package dev.tintype.library.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.ImageContents;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.library.conflict.ShownConflict;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.stereotype.Component;

/**
 * Ingests pictures chunk by chunk. The pictures of a chunk are read in parallel, and
 * their rows are written in one transaction. A faulty picture does not affect the others.
 */
@Component
public class AssetIngestion {

	/** The most pictures of a chunk. A stream receives its results chunk by chunk. */
	static final int CHUNK = 32;

	/** While one chunk is written, the next one is read. */
	private static final int CHUNKS = 2;

	private static final Logger LOG = LoggerFactory.getLogger(AssetIngestion.class);

	private final IngestPreparation preparation;

	private final IngestWriter writer;

	private final KnownAssets known;

	private final ImageContents images;

	private final LibraryFiles files;

	private final ChangedOriginals originals;

	private final int readers;

	AssetIngestion(IngestPreparation preparation, IngestWriter writer, KnownAssets known, ImageContents images,
			LibraryFiles files, ChangedOriginals originals, PictureSettings pictures) {
		this.preparation = preparation;
		this.writer = writer;
		this.known = known;
		this.images = images;
		this.files = files;
		this.originals = originals;
		// A picture that waits for the disk leaves its worker to another one.
		this.readers = 2 * pictures.workers();
	}

	/**
	 * Ingests a picture that has waited for a decision, or is to be ingested whatever it
	 * is like.
	 * @param copy whether a registered file is copied into the library
	 * @return the result, after the commit
	 */
	public Mono<AssetIngestResult> ingestAnyway(UUID imageId, boolean copy) {
		List<IngestItem> items = List.of(IngestItem.ofImage(imageId.toString(), imageId));
		return ingest(Flux.just(items), new IngestMode(copy, false)).map((results) -> results.get(0)).single();
	}

	/**
	 * Ingests chunks. Their rows are written in the order of the chunks, because a
	 * picture may be like one of an earlier chunk.
	 * @return a list of results for each chunk, in order, after its commit
	 */
	Flux<List<AssetIngestResult>> ingest(Flux<List<IngestItem>> chunks, IngestMode mode) {
		return Flux.defer(() -> {
			AtomicReference<Mono<Void>> last = new AtomicReference<>(Mono.empty());
			return Chunks.run(chunks, CHUNKS, (chunk) -> {
				Sinks.Empty<Void> written = Sinks.empty();
				Mono<Void> before = last.getAndSet(written.asMono());
				Mono<List<AssetIngestResult>> work = Mono.defer(() -> ingest(chunk, mode, before))
					.doFinally((signal) -> written.tryEmitEmpty());
				// Cancelling would leave files without rows.
				return Mono.deferContextual((context) -> Transactions.isActive(context) ? work : work.cache());
			});
		});
	}

	private Mono<List<AssetIngestResult>> ingest(List<IngestItem> chunk, IngestMode mode, Mono<Void> before) {
		List<UUID> ids = chunk.stream().map(IngestItem::imageId).filter(Objects::nonNull).distinct().toList();
		List<String> hashes = chunk.stream()
			.map(IngestItem::upload)
			.filter(Objects::nonNull)
			.map(StagedUpload::hash)
			.distinct()
			.toList();
		Mono<Map<UUID, CurrentContent>> contents = ids.isEmpty() ? Mono.just(Map.of())
				: this.images.find(ids).collectMap(CurrentContent::imageId, Function.identity());
		return Mono.zip(contents, this.known.byHash(hashes), this.known.byImage(ids), this.writer.waiting(ids, hashes))
			.map((found) -> new Known(found.getT1(), found.getT2(), found.getT3(), found.getT4()))
			.flatMap((found) -> {
				List<PreparedPicture> prepared = Collections.synchronizedList(new ArrayList<>());
				return Flux.fromIterable(chunk)
					.<Outcome>flatMapSequentialDelayError(
							(item) -> prepare(item, found, mode).doOnNext((outcome) -> outcome.addTo(prepared)),
							this.readers, 1)
					.collectList()
					.onErrorResume((ex) -> discard(prepared).then(Mono.error(ex)))
					.flatMap((outcomes) -> before.then(Mono.defer(() -> write(outcomes, mode))));
			});
	}

	private Mono<List<AssetIngestResult>> write(List<Outcome> outcomes, IngestMode mode) {
		List<PreparedPicture> pictures = outcomes.stream()
			.filter((outcome) -> outcome.asset() == null)
			.map(Outcome::picture)
			.filter(Objects::nonNull)
			.toList();
		Mono<List<AssetIngestResult>> written = pictures.isEmpty() ? Mono.just(List.of())
				: this.writer.write(pictures, mode.asks());
		return written.flatMap((results) -> {
			Iterator<AssetIngestResult> next = results.iterator();
			return Flux.fromIterable(outcomes).concatMap((outcome) -> {
				if (outcome.result() != null) {
					return Mono.just(outcome.result());
				}
				return (outcome.asset() != null)
						? this.originals.record(outcome.asset(), Objects.requireNonNull(outcome.picture()))
						: Mono.just(next.next());
			}, 1).collectList();
		});
	}

	private Mono<Void> discard(List<PreparedPicture> prepared) {
		return this.files
			.delete(prepared.stream().filter(PreparedPicture::isOwn).map(PreparedPicture::location).toList());
	}

	private Mono<Outcome> prepare(IngestItem item, Known known, IngestMode mode) {
		if (item.fault() != null) {
			return Mono.just(Outcome.error(item.filename(), item.imageText(), item.fault()));
		}
		if (item.upload() != null) {
			String filename = String.valueOf(item.filename());
			KnownAsset same = known.byHash().get(item.upload().hash());
			if (same != null) {
				return Mono.just(Outcome.of(AssetIngestResult.skipped(filename, null, same)));
			}
			ShownConflict waits = mode.asks() ? known.waiting(item.upload().hash()) : null;
			return (waits != null) ? Mono.just(Outcome.waiting(filename, waits))
					: outcome(this.preparation.prepare(filename, item.upload(), item.sidecar()), filename, null);
		}
		CurrentContent image = (item.imageId() != null) ? known.contents().get(item.imageId()) : null;
		if (image == null) {
			return Mono.just(Outcome.error(null, item.imageText(), "The image is unknown."));
		}
		KnownAsset asset = known.byImage().get(image.imageId());
		if (asset != null) {
			return known(image, item.imageText(), asset);
		}
		if (image.location() == null) {
			return Mono.just(Outcome.error(image.filename(), item.imageText(), "The image has no content yet."));
		}
		ShownConflict waits = known.waiting(image.imageId());
		if (waits != null && mode.asks()) {
			return Mono.just(Outcome.waiting(image.filename(), waits));
		}
		return outcome(
				(waits != null) ? this.preparation.prepareWaiting(image, image.location(), mode.copy())
						: this.preparation.prepare(image, image.location(), mode.copy()),
				image.filename(), item.imageText());
	}

	// A file of the user may have changed since it was ingested.
	private Mono<Outcome> known(CurrentContent image, @Nullable String imageText, KnownAsset asset) {
		AssetIngestResult skipped = AssetIngestResult.skipped(image.filename(), imageText, asset);
		if (asset.trashed() || image.stored() || image.location() == null) {
			return Mono.just(Outcome.of(skipped));
		}
		return this.preparation.changed(image, image.location(), asset.originalHash())
			.map((picture) -> new Outcome(null, picture, asset))
			.onErrorResume(AssetIngestion::isOfItem,
					(ex) -> Mono.just(Outcome.of(skipped.with("The file is missing or cannot be read."))))
			.defaultIfEmpty(Outcome.of(skipped));
	}

	private static Mono<Outcome> outcome(Mono<PreparedPicture> preparing, @Nullable String filename,
			@Nullable String imageText) {
		return preparing.map((picture) -> new Outcome(null, picture, null))
			.onErrorResume(AssetIngestion::isOfItem, (ex) -> {
				if (ex instanceof ProblemException problem) {
					return Mono.just(Outcome.error(filename, imageText, problem.getBody().getDetail()));
				}
				LOG.warn("A picture could not be ingested", ex);
				return Mono.just(Outcome.error(filename, imageText, "The file cannot be read or copied."));
			});
	}

	private static boolean isOfItem(Throwable failure) {
		if (failure instanceof ProblemException problem) {
			return problem.getStatusCode().is4xxClientError();
		}
		return failure instanceof IOException && !DiskFull.is(failure);
	}

	/**
	 * What became of an item before the rows are written.
	 *
	 * @param result the result if the item is not ingested, else null
	 * @param picture to ingest, or an original that has changed, else null
	 * @param asset of the original that has changed, else null
	 */
	private record Outcome(@Nullable AssetIngestResult result, @Nullable PreparedPicture picture,
			@Nullable KnownAsset asset) {

		static Outcome of(AssetIngestResult result) {
			return new Outcome(result, null, null);
		}

		static Outcome waiting(String filename, ShownConflict conflict) {
			return of(AssetIngestResult.waiting(filename, conflict.imageId(), AssetIngestResult.Conflict.of(conflict)));
		}

		static Outcome error(@Nullable String filename, @Nullable String imageText, @Nullable String detail) {
			return of(AssetIngestResult.error(filename, imageText, String.valueOf(detail)));
		}

		void addTo(List<PreparedPicture> prepared) {
			if (this.picture != null) {
				prepared.add(this.picture);
			}
		}

	}

	/**
	 * What is known of the items of a chunk before their files are read.
	 *
	 * @param contents of the images
	 * @param byHash assets by the hash of their bytes
	 * @param byImage assets by image
	 * @param waits the pictures that wait for a decision
	 */
	private record Known(Map<UUID, CurrentContent> contents, Map<String, KnownAsset> byHash,
			Map<UUID, KnownAsset> byImage, List<ShownConflict> waits) {

		@Nullable ShownConflict waiting(UUID imageId) {
			return this.waits.stream().filter((each) -> each.imageId().equals(imageId)).findFirst().orElse(null);
		}

		@Nullable ShownConflict waiting(String hash) {
			return this.waits.stream().filter((each) -> hash.equals(each.contentHash())).findFirst().orElse(null);
		}

	}

}
