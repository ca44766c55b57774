package dev.tintype.library.trash;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Moves assets to the trash and back.
 */
@Component
public class Trash {

	/** The clock of the database: several instances compare this time. */
	private static final String NOW = "/* databaseTime */ SELECT CURRENT_TIMESTAMP";

	private final Assets assets;

	private final History history;

	private final Statements statements;

	private final int chunk;

	Trash(Assets assets, History history, Statements statements, BatchSettings settings) {
		this.assets = assets;
		this.history = history;
		this.statements = statements;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Moves assets to the trash, each chunk in a transaction.
	 * @param assetIds in any order
	 * @param operationId of a batch, or null
	 * @return how many were moved, after the commit
	 */
	public Mono<Moved> trash(Collection<UUID> assetIds, @Nullable UUID operationId) {
		return moveAll(assetIds, true, operationId);
	}

	/**
	 * Takes assets out of the trash, each chunk in a transaction.
	 * @param assetIds in any order
	 * @return how many were moved, after the commit
	 */
	public Mono<Moved> restore(Collection<UUID> assetIds) {
		return moveAll(assetIds, false, null);
	}

	private Mono<Moved> moveAll(Collection<UUID> assetIds, boolean toTrash, @Nullable UUID operationId) {
		List<UUID> distinct = assetIds.stream().distinct().toList();
		return Flux.fromIterable(Chunks.cut(distinct, this.chunk))
			.concatMap((ids) -> this.assets.change(ids, (found) -> move(ids, found, toTrash, operationId)), 1)
			.reduce(Moved.NONE, Moved::plus);
	}

	private Mono<Moved> move(List<UUID> ids, List<Asset> found, boolean toTrash, @Nullable UUID operationId) {
		List<Asset> moving = found.stream().filter((asset) -> asset.isTrashed() != toTrash).toList();
		Set<UUID> missing = new HashSet<>(ids);
		found.forEach((asset) -> missing.remove(asset.id()));
		Moved moved = new Moved(moving.size(), found.size() - moving.size(),
				ids.stream().filter(missing::contains).map(UUID::toString).toList());
		if (moving.isEmpty()) {
			return Mono.just(moved);
		}
		Action action = toTrash ? Action.TRASHED : Action.RESTORED;
		return this.statements.sql(NOW)
			.value(Instant.class)
			.flatMap((now) -> this.assets
				.update(moving.stream().map((asset) -> asset.deletedAt(toTrash ? now : null)).toList()))
			.then(this.history.write(moving.stream()
				.map((asset) -> new HistoryEntry(asset.id(), best(asset), action, null, null, operationId))
				.collect(Collectors.toList())))
			.thenReturn(moved);
	}

	private static @Nullable UUID best(Asset asset) {
		return asset.versions().isEmpty() ? null : asset.best().id();
	}

}
