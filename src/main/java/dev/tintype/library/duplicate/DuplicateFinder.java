package dev.tintype.library.duplicate;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Turns;
import dev.tintype.library.conflict.DifferentPictures;
import dev.tintype.library.likeness.Likeness;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Groups all listed photos that look alike (ADR 27). It reads their hashes from an index
 * in their order. One search runs at a time, because it holds the hashes in memory.
 */
@Component
class DuplicateFinder {

	private static final int PAGE = 10_000;

	private static final String READ = """
			/* readListedHashes */
			SELECT v.phash, v.media_asset_id FROM file_versions v
			WHERE v.listing = 'listed' AND (v.phash, v.media_asset_id) > (:hash, :asset)
			ORDER BY v.listing, v.phash, v.media_asset_id LIMIT :limit
			""";

	private final Statements statements;

	private final DifferentPictures different;

	private final Turns<Class<?>> turns = new Turns<>();

	DuplicateFinder(Statements statements, DifferentPictures different) {
		this.statements = statements;
		this.different = different;
	}

	/**
	 * Finds the groups.
	 * @param threshold the least similarity of neighbours, from 95 to 100
	 * @return the groups in order
	 */
	Mono<List<LikeGroup>> find(int threshold) {
		return this.turns.take(DuplicateFinder.class,
				Mono.zip(read(), this.different.all())
					.publishOn(Schedulers.boundedElastic())
					.map((read) -> LikeGroups.of(read.getT1(), Likeness.distance(threshold), read.getT2())));
	}

	private Mono<HashedAssets> read() {
		return Mono.defer(() -> {
			HashedAssets read = new HashedAssets();
			return page(Long.MIN_VALUE, new UUID(0, 0))
				.expand((page) -> (page.size() < PAGE) ? Mono.empty()
						: page(page.get(PAGE - 1).hash(), page.get(PAGE - 1).asset()))
				.doOnNext((page) -> page.forEach((row) -> read.add(row.hash(), row.asset())))
				.then(Mono.just(read));
		});
	}

	private Mono<List<Row>> page(long hash, UUID asset) {
		return this.statements.sql(READ)
			.bind("hash", hash)
			.bind("asset", asset)
			.bind("limit", PAGE)
			.<Row>all((row) -> new Row(Columns.get(row, 0, Long.class), Columns.get(row, 1, UUID.class)))
			.collectList();
	}

	private record Row(long hash, UUID asset) {
	}

}
