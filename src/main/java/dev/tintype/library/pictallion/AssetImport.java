package dev.tintype.library.pictallion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Imports assets with their versions. It reads the files of a chunk in parallel, then
 * writes the rows of the chunk.
 */
@Component
class AssetImport {

	/** The most assets of a chunk, whose rows are in memory. */
	private static final int CHUNK = 100;

	private static final TargetTable ASSETS = TargetTable.of("media_assets");

	private final Statements statements;

	private final Dialect dialect;

	private final VersionReading reading;

	private final AssetWriter writer;

	AssetImport(Statements statements, Dialect dialect, VersionReading reading, AssetWriter writer) {
		this.statements = statements;
		this.dialect = dialect;
		this.reading = reading;
		this.writer = writer;
	}

	/**
	 * Imports all assets in the transaction of the caller.
	 */
	Mono<Void> run(SourceDatabase source, ImportState state) {
		return source.chunks("media_assets", CHUNK)
			.concatMap((rows) -> chunk(source, rows, state).doOnSuccess((done) -> state.advance(rows.size())), 0)
			.then();
	}

	private Mono<Void> chunk(SourceDatabase source, List<SourceRow> rows, ImportState state) {
		List<SourceRow> valid = rows.stream().filter((row) -> isValid(row, state)).toList();
		if (valid.isEmpty()) {
			return Mono.empty();
		}
		return Mono.fromCallable(() -> assets(source, valid, state))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((assets) -> ASSETS
				.existing(this.statements, this.dialect, assets.stream().map(SourceAsset::id).toList())
				.flatMap((existing) -> known(assets, existing, state)
					.then(fresh(assets.stream().filter((asset) -> !existing.contains(asset.id())).toList(), state))));
	}

	private static boolean isValid(SourceRow row, ImportState state) {
		try {
			row.id();
			row.required("original_filename");
			row.time("created_at");
			return true;
		}
		catch (RowFault ex) {
			state.report().skipped("media_assets", row.name(), ex.reason());
			return false;
		}
	}

	private static List<SourceAsset> assets(SourceDatabase source, List<SourceRow> rows, ImportState state) {
		Map<String, List<SourceRow>> versions = source
			.referring("file_versions", "media_asset_id", rows.stream().map(SourceRow::name).toList())
			.stream()
			.collect(Collectors.groupingBy((version) -> version.required("media_asset_id")));
		return rows.stream()
			.map((row) -> SourceAsset.of(row, versions.getOrDefault(row.name(), List.of()), state))
			.toList();
	}

	// Rows that were added to the source since the first import may refer to them.
	private Mono<Void> known(List<SourceAsset> assets, Set<UUID> existing, ImportState state) {
		List<SourceAsset> known = assets.stream().filter((asset) -> existing.contains(asset.id())).toList();
		if (known.isEmpty()) {
			return Mono.empty();
		}
		known.forEach((asset) -> {
			state.present("media_assets", asset.id());
			state.report().skipped("media_assets", asset.id().toString(), "the id exists already");
			asset.tiers()
				.values()
				.forEach((version) -> state.report()
					.skipped("file_versions", version.name(), "its asset exists already"));
		});
		return this.writer.bestPhotos(known.stream().map(SourceAsset::id).toList())
			.doOnNext((best) -> known.forEach((asset) -> {
				UUID photo = best.get(asset.id());
				if (photo != null) {
					asset.versions().forEach((version) -> state.best(version, photo));
				}
			}))
			.then();
	}

	private Mono<Void> fresh(List<SourceAsset> assets, ImportState state) {
		return this.reading.read(assets, state).collectList().flatMap((read) -> {
			Map<UUID, List<SourceVersion>> versions = new HashMap<>();
			read.forEach((version) -> versions
				.computeIfAbsent(version.row().requiredId("media_asset_id"), (asset) -> new ArrayList<>())
				.add(version));
			List<ReadAsset> complete = new ArrayList<>();
			for (SourceAsset asset : assets) {
				List<SourceVersion> own = versions.get(asset.id());
				if (own == null) {
					state.report().skipped("media_assets", asset.id().toString(), "none of its files can be read");
				}
				else {
					complete.add(new ReadAsset(asset, own));
				}
			}
			return this.writer.write(complete, state);
		});
	}

	/**
	 * An asset whose files have been read.
	 *
	 * @param versions those that can be imported, lowest tier first; at least one
	 */
	record ReadAsset(SourceAsset asset, List<SourceVersion> versions) {

		Path original() {
			return this.versions.get(0).file();
		}

		SourceVersion best() {
			return Objects.requireNonNull(this.versions.get(this.versions.size() - 1));
		}

	}

}
