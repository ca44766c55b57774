package dev.tintype.library.pictallion;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.save.TakenCaptions;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.content.ImageContents;
import dev.tintype.image.content.NewContent;
import dev.tintype.library.pictallion.AssetImport.ReadAsset;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TagCounts;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Repository;

/**
 * Writes assets, their versions and images, and the descriptions of models as captions.
 */
@Repository
class AssetWriter {

	/** The name under which descriptions of Pictallion's models are saved. */
	private static final String MODEL = "pictallion";

	private final Statements statements;

	private final Dialect dialect;

	private final Assets assets;

	private final TagCounts tags;

	private final ImageContents images;

	private final TakenCaptions captions;

	AssetWriter(Statements statements, Dialect dialect, Assets assets, TagCounts tags, ImageContents images,
			TakenCaptions captions) {
		this.statements = statements;
		this.dialect = dialect;
		this.assets = assets;
		this.tags = tags;
		this.images = images;
		this.captions = captions;
	}

	/**
	 * Writes a chunk in the transaction of the caller.
	 */
	Mono<Void> write(List<ReadAsset> read, ImportState state) {
		if (read.isEmpty()) {
			return Mono.empty();
		}
		return known(read).flatMap((known) -> {
			List<ReadAsset> free = new ArrayList<>();
			Set<String> taken = new HashSet<>();
			for (ReadAsset asset : read) {
				String location = location(asset);
				KnownImage image = known.get(location);
				if (!taken.add(location) || (image != null && image.isOfAsset())) {
					state.report()
						.skipped("media_assets", asset.asset().id().toString(), "its file belongs to another asset");
					asset.versions()
						.forEach((version) -> state.report()
							.skipped("file_versions", version.row().name(), "its asset was skipped"));
				}
				else {
					free.add(asset);
				}
			}
			return free.isEmpty() ? Mono.<Void>empty() : insert(free, known, state);
		});
	}

	private static String location(ReadAsset asset) {
		return asset.versions().get(0).location();
	}

	private static final String IMAGES = """
			/* findImagesOfFiles */
			SELECT i.image_id, i.file_path, a.id IS NOT NULL
			FROM (SELECT image_id, file_path FROM images %s) i LEFT JOIN media_assets a ON a.image_id = i.image_id
			""";

	// A folder of the files may have been registered before.
	private Mono<Map<String, KnownImage>> known(List<ReadAsset> read) {
		return this.statements.sql(IMAGES.formatted(this.dialect.among("file_path", "VARCHAR", "paths")))
			.bind("paths", read.stream().map(AssetWriter::location).distinct().toArray(String[]::new))
			.<KnownImage>all((row) -> new KnownImage(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
					Columns.get(row, 2, Boolean.class)))
			.collectMap(KnownImage::location);
	}

	private Mono<Void> insert(List<ReadAsset> read, Map<String, KnownImage> known, ImportState state) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		List<NewContent> added = new ArrayList<>();
		List<NewContent> changed = new ArrayList<>();
		List<Asset> assets = new ArrayList<>();
		Map<UUID, String> descriptions = new LinkedHashMap<>();
		for (ReadAsset each : read) {
			KnownImage image = known.get(location(each));
			UUID imageId = (image != null) ? image.id() : Ids.next();
			((image != null) ? changed : added).add(content(each, imageId, state));
			assets.add(asset(each, imageId));
			String description = description(each);
			if (description != null) {
				descriptions.put(imageId, description);
			}
			each.asset().versions().forEach((version) -> state.best(version, each.best().row().id()));
			state.present("media_assets", each.asset().id());
			state.report().imported("media_assets", 1);
			state.report().imported("file_versions", each.versions().size());
		}
		return this.images.insert(added, now)
			.then(this.images.record(changed, now))
			.then(spelled(assets))
			.flatMap(this.assets::insert)
			.then(this.captions.saveOfModel(descriptions, MODEL));
	}

	private static NewContent content(ReadAsset read, UUID imageId, ImportState state) {
		SourceVersion original = read.versions().get(0);
		return new NewContent(imageId, read.asset().row().required("original_filename"), original.location(),
				state.request().copy() && !state.request().dryRun(), original.picture().modifiedAt(),
				original.picture().size(), original.picture().hash(), original.picture().header(),
				original.picture().exifTakenAt());
	}

	private static Asset asset(ReadAsset read, UUID imageId) {
		SourceAsset asset = read.asset();
		String filename = asset.row().required("original_filename");
		List<Version> versions = read.versions()
			.stream()
			.map((version) -> version.version(asset.id(), version == read.best()))
			.toList();
		return new Asset(asset.id(), filename, imageId, null, asset.row().time("created_at"), versions);
	}

	private static @Nullable String description(ReadAsset read) {
		JsonNode metadata = read.best().row().json("metadata");
		JsonNode text = (metadata != null) ? metadata.path("ai").path("longDescription") : null;
		if (text == null || !text.isString() || text.stringValue().isBlank()
				|| Texts.fault(text.stringValue(), 1, Texts.TEXT_LENGTH) != null) {
			return null;
		}
		return text.stringValue();
	}

	// The first spelling of a tag stays.
	private Mono<List<Asset>> spelled(List<Asset> assets) {
		List<String> keywords = assets.stream()
			.flatMap((asset) -> asset.versions().stream())
			.flatMap((version) -> version.keywords().stream())
			.distinct()
			.toList();
		return this.tags.spelled(keywords).map((spelled) -> {
			Map<String, String> byKey = Tags.byKey(spelled);
			return assets.stream().map((asset) -> spelled(asset, byKey)).toList();
		});
	}

	private static Asset spelled(Asset asset, Map<String, String> byKey) {
		List<Version> versions = asset.versions()
			.stream()
			.map((version) -> version.toBuilder()
				.keywords(version.keywords().stream().map((tag) -> byKey.getOrDefault(Tags.key(tag), tag)).toList())
				.build())
			.toList();
		return new Asset(asset.id(), asset.originalFilename(), asset.imageId(), null, asset.createdAt(), versions);
	}

	private static final String BEST = """
			/* findBestPhotos */
			SELECT v.media_asset_id, v.id FROM file_versions v %s AND v.is_best
			""";

	/**
	 * Finds the best photos of assets that exist.
	 * @return by asset
	 */
	Mono<Map<UUID, UUID>> bestPhotos(Collection<UUID> assetIds) {
		return this.statements.sql(BEST.formatted(this.dialect.among("v.media_asset_id", "UUID", "assets")))
			.bind("assets", assetIds.toArray(UUID[]::new)).<Map
					.Entry<UUID, UUID>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class)))
			.collect(HashMap::new, (best, entry) -> best.put(entry.getKey(), entry.getValue()));
	}

	/**
	 * An image that has the file already.
	 *
	 * @param isOfAsset whether it belongs to an asset
	 */
	private record KnownImage(UUID id, String location, boolean isOfAsset) {
	}

}
