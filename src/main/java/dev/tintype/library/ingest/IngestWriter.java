package dev.tintype.library.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.caption.save.TakenCaptions;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.ImageContents;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.library.conflict.DifferentPictures;
import dev.tintype.library.conflict.OpenConflicts;
import dev.tintype.library.conflict.ShownConflict;
import dev.tintype.library.face.NamedFaces;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.setting.LibrarySettings;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.TagCounts;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Version;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Writes the rows of ingested pictures. It locks their hashes and images, so that the
 * same picture never becomes two assets.
 */
@Component
class IngestWriter {

	private final KnownAssets known;

	private final ImageContents images;

	private final Assets assets;

	private final TagCounts tags;

	private final History history;

	private final TakenCaptions captions;

	private final ThumbnailRepository thumbnails;

	private final FileChange change;

	private final NamedFaces faces;

	private final LibrarySettings settings;

	private final ConflictSearch search;

	private final OpenConflicts conflicts;

	private final DifferentPictures different;

	private final Turns<Class<?>> turns = new Turns<>();

	IngestWriter(KnownAssets known, ImageContents images, Assets assets, TagCounts tags, History history,
			TakenCaptions captions, ThumbnailRepository thumbnails, FileChange change, NamedFaces faces,
			LibrarySettings settings, ConflictSearch search, OpenConflicts conflicts, DifferentPictures different) {
		this.known = known;
		this.images = images;
		this.assets = assets;
		this.tags = tags;
		this.history = history;
		this.captions = captions;
		this.thumbnails = thumbnails;
		this.change = change;
		this.faces = faces;
		this.settings = settings;
		this.search = search;
		this.conflicts = conflicts;
		this.different = different;
	}

	/**
	 * Writes the rows of a chunk in one transaction.
	 * @param pictures at least one
	 * @param asks whether a picture that is like an asset waits for a decision
	 * @return one result per picture, in order, after the commit
	 */
	Mono<List<AssetIngestResult>> write(List<PreparedPicture> pictures, boolean asks) {
		List<String> created = pictures.stream().filter(PreparedPicture::isOwn).map(PreparedPicture::location).toList();
		Mono<Decision> writing = this.change.record(created,
				Mono.defer(() -> (asks ? this.search.lock() : Mono.<Void>empty()).then(decide(pictures, asks))
					.flatMap((decision) -> write(decision, asks))),
				Decision::superfluous);
		// Waiting for the lock would hold a connection.
		return Mono
			.deferContextual((context) -> (asks && !Transactions.isActive(context))
					? this.turns.take(IngestWriter.class, writing) : writing)
			.doOnNext((decision) -> this.images.forget(decision.changedImages()))
			.map(Decision::results);
	}

	private Mono<Decision> decide(List<PreparedPicture> pictures, boolean asks) {
		List<String> hashes = pictures.stream().map((each) -> each.picture().hash()).distinct().toList();
		List<UUID> ids = pictures.stream().map(PreparedPicture::imageId).filter(Objects::nonNull).distinct().toList();
		Mono<Map<UUID, CurrentContent>> locked = ids.isEmpty() ? Mono.just(Map.of())
				: this.images.lock(ids).collectMap(CurrentContent::imageId, Function.identity());
		return this.known.lock(hashes)
			.then(locked)
			.flatMap((rows) -> Mono
				.zip(this.known.byHash(hashes), this.known.byImage(ids),
						asks ? this.search.find(pictures) : Mono.fromSupplier(NearPictures::none),
						asks ? waiting(ids, hashes) : Mono.just(List.<ShownConflict>of()))
				.map((found) -> {
					Decision decision = new Decision(rows, new HashMap<>(found.getT1()), new HashMap<>(found.getT2()),
							found.getT3());
					found.getT4().forEach(decision::addWaiting);
					pictures.forEach(decision::add);
					return decision;
				}));
	}

	/**
	 * Finds pictures that wait for a decision, by their images or bytes.
	 */
	Mono<List<ShownConflict>> waiting(List<UUID> images, List<String> hashes) {
		return this.conflicts.ofImages(images).concatWith(this.conflicts.ofHashes(hashes)).collectList();
	}

	private Mono<Decision> write(Decision decision, boolean asks) {
		if (decision.assets().isEmpty() && decision.conflicts().isEmpty()) {
			return Mono.just(decision);
		}
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		return this.images.insert(decision.newImages(), now)
			.then(this.images.record(decision.changes(), now))
			.then(this.thumbnails.deleteOf(decision.otherBytes()))
			.then(asks ? Mono.empty() : this.conflicts.deleteOf(images(decision.assets())))
			.then(spelled(decision.assets()))
			.flatMap(this::insert)
			.then(this.conflicts.insert(decision.conflicts()))
			.then(this.history.write(decision.assets().stream().map(IngestWriter::entry).toList()))
			.then(this.captions.saveImported(captions(decision.assets())))
			.then(this.different.recognise(decision.assets()
				.stream()
				.collect(Collectors.toMap((asset) -> asset.version().fileHash(), (asset) -> asset.asset().id()))))
			.thenReturn(decision);
	}

	private static List<UUID> images(List<NewAsset> assets) {
		return assets.stream().map((asset) -> Objects.requireNonNull(asset.asset().imageId())).toList();
	}

	// The counts of tags change after those of people.
	private Mono<Void> insert(List<NewAsset> assets) {
		return this.tags.around(assets.stream().map((asset) -> asset.asset().id()).toList(),
				this.assets.insert(assets.stream().map(NewAsset::asset).toList()).then(insertFaces(assets)));
	}

	private Mono<Void> insertFaces(List<NewAsset> assets) {
		List<NamedFaces.Picture> pictures = assets.stream()
			.map(NewAsset::faces)
			.filter((picture) -> !picture.regions().isEmpty())
			.toList();
		return pictures.isEmpty() ? Mono.empty() : this.settings.importsFaceRegions()
			.flatMap((imports) -> imports ? this.faces.insert(pictures) : Mono.empty());
	}

	// The first spelling of a tag stays.
	private Mono<List<NewAsset>> spelled(List<NewAsset> assets) {
		List<String> keywords = assets.stream()
			.flatMap((asset) -> asset.version().keywords().stream())
			.distinct()
			.toList();
		return this.tags.spelled(keywords).map((spelled) -> {
			Map<String, String> byKey = Tags.byKey(spelled);
			return assets.stream().map((asset) -> asset.with(spelled(asset.version().keywords(), byKey))).toList();
		});
	}

	private static List<String> spelled(Collection<String> keywords, Map<String, String> byKey) {
		return keywords.stream().map((tag) -> byKey.getOrDefault(Tags.key(tag), tag)).toList();
	}

	private static HistoryEntry entry(NewAsset asset) {
		Version version = asset.version();
		return new HistoryEntry(version.assetId(), version.id(), Action.INGESTED, null, null, null);
	}

	private static Map<UUID, String> captions(List<NewAsset> assets) {
		return assets.stream()
			.filter((asset) -> asset.caption() != null)
			.collect(Collectors.toMap((asset) -> Objects.requireNonNull(asset.asset().imageId()),
					(asset) -> Objects.requireNonNull(asset.caption()), (first, second) -> first, LinkedHashMap::new));
	}

}
