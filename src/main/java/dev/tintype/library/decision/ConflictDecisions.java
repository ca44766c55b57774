package dev.tintype.library.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.ImageContents;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.library.conflict.OpenConflict;
import dev.tintype.library.conflict.OpenConflicts;
import dev.tintype.library.conflict.Suggestion;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.ingest.AssetIngestResult;
import dev.tintype.library.ingest.AssetIngestion;
import dev.tintype.library.tier.Replacement;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.support.CheckedFile;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out the decisions about pictures that wait. Of several decisions about one
 * picture only the first one counts.
 */
@Component
class ConflictDecisions {

	private static final int BUFFER = 1 << 16;

	private final OpenConflicts conflicts;

	private final AssetIngestion ingestion;

	private final Replacement replacement;

	private final Assets assets;

	private final ImageContents images;

	private final Uploads uploads;

	private final LibraryFiles files;

	private final FileChange change;

	ConflictDecisions(OpenConflicts conflicts, AssetIngestion ingestion, Replacement replacement, Assets assets,
			ImageContents images, Uploads uploads, LibraryFiles files, FileChange change) {
		this.conflicts = conflicts;
		this.ingestion = ingestion;
		this.replacement = replacement;
		this.assets = assets;
		this.images = images;
		this.uploads = uploads;
		this.files = files;
		this.change = change;
	}

	/**
	 * Decides about a picture.
	 * @return the result for the picture, after the commit; a problem of type
	 * {@code NOT_FOUND} if the conflict is unknown or was decided before, and
	 * {@code CONFLICT} if the existing asset cannot be replaced or was deleted
	 */
	Mono<AssetIngestResult> decide(UUID conflictId, Suggestion.Action action) {
		return this.conflicts.find(conflictId)
			.switchIfEmpty(Requests.missing(conflictId))
			.flatMap((conflict) -> switch (action) {
				case KEEP_EXISTING -> close(conflict, ConflictDecisions::keepExisting, "The existing photo was kept.");
				case KEEP_BOTH -> keepBoth(conflict);
				case REPLACE -> close(conflict, this::replace, "The picture replaced the original of the asset.");
			});
	}

	private Mono<AssetIngestResult> keepBoth(OpenConflict conflict) {
		return this.ingestion.ingestAnyway(conflict.imageId(), conflict.copied())
			.flatMap((result) -> switch (result.status()) {
				case CREATED -> Mono.just(result);
				case CONFLICT,
						ERROR ->
					this.conflicts.find(conflict.id())
						.switchIfEmpty(Requests.missing(conflict.id()))
						.thenReturn(result);
				// Meanwhile another asset has these bytes, and the picture is
				// superfluous.
				case SKIPPED ->
					close(conflict, (asset, image) -> Mono.empty(), String.valueOf(result.detail())).thenReturn(result);
			});
	}

	// The locks are taken in the order of all writers: asset, image, conflict.
	private Mono<AssetIngestResult> close(OpenConflict conflict, Closing closing, String detail) {
		Mono<Closed> closed = Mono
			.defer(() -> lockAsset(conflict).flatMap((locked) -> this.images.lock(List.of(conflict.imageId()))
				.singleOrEmpty()
				.switchIfEmpty(Requests.missing(conflict.id()))
				.flatMap((image) -> this.conflicts.delete(conflict.id())
					.filter((deleted) -> deleted)
					.switchIfEmpty(Requests.missing(conflict.id()))
					.then(Mono.defer(() -> closing.close(locked.asset(), image)))
					.then(this.images.deleteStored(List.of(conflict.imageId())))
					.map((deleted) -> new Closed(image, locked.asset(), deleted > 0)))));
		return this.change.record(List.of(), closed, Closed::superfluous)
			.doOnNext((done) -> this.images.forget(List.of(conflict.imageId())))
			.map((done) -> done.result(detail));
	}

	private Mono<Locked> lockAsset(OpenConflict conflict) {
		return (conflict.assetId() == null) ? Mono.just(new Locked(null))
				: this.assets.lock(conflict.assetId()).map(Locked::new).defaultIfEmpty(new Locked(null));
	}

	// Otherwise neither picture would be left, now or after the purge.
	private static Mono<Void> keepExisting(@Nullable Asset asset, CurrentContent image) {
		if (asset != null && asset.deletedAt() == null) {
			return Mono.empty();
		}
		return Mono.error(new ProblemException(ProblemType.CONFLICT,
				(asset != null) ? "The existing asset is in the trash. Restore it first."
						: "The existing asset was deleted meanwhile."));
	}

	private Mono<Void> replace(@Nullable Asset asset, CurrentContent image) {
		if (asset == null || image.location() == null) {
			return Mono.error(new ProblemException(ProblemType.CONFLICT,
					"The existing asset or the new picture was deleted meanwhile."));
		}
		return this.files.withFile(image.location(), this::stage)
			.flatMap((upload) -> this.replacement.replace(asset.id(), upload, image.filename())
				.onErrorResume((ex) -> this.uploads.discard(upload).then(Mono.error(ex))))
			.then();
	}

	private Mono<StagedUpload> stage(CheckedFile.Source source) {
		Callable<CheckedFile> open = source::open;
		Flux<DataBuffer> bytes = Flux.using(open, (file) -> DataBufferUtils.readByteChannel(file::channel,
				DefaultDataBufferFactory.sharedInstance, BUFFER), ConflictDecisions::closeQuietly);
		return this.uploads.stage(bytes.subscribeOn(Schedulers.boundedElastic()));
	}

	private static void closeQuietly(CheckedFile file) {
		try (file) {
			// Nothing but closing.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a decision changes besides the conflict.
	 */
	@FunctionalInterface
	private interface Closing {

		/**
		 * Changes the existing asset.
		 * @param asset locked; null if it was deleted
		 * @param image the new picture, locked
		 */
		Mono<Void> close(@Nullable Asset asset, CurrentContent image);

	}

	private record Locked(@Nullable Asset asset) {
	}

	/**
	 * A conflict that was closed.
	 *
	 * @param isDeleted whether the image of the new picture was deleted
	 */
	private record Closed(CurrentContent image, @Nullable Asset asset, boolean isDeleted) {

		List<String> superfluous() {
			return (this.isDeleted && this.image.location() != null) ? List.of(this.image.location()) : List.of();
		}

		AssetIngestResult result(String detail) {
			boolean hasPhoto = this.asset != null && !this.asset.versions().isEmpty();
			return AssetIngestResult.decided(this.image.filename(), (this.asset != null) ? this.asset.imageId() : null,
					(this.asset != null) ? this.asset.id() : null,
					(this.asset != null && hasPhoto) ? this.asset.best().id() : null, detail);
		}

	}

}
