package dev.tintype.image.path;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.batch.Coalescer;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Records;
import dev.tintype.data.sql.Replication;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonBytes;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Repository;

/**
 * Reads the paths of images.
 */
@Repository
class PathRepository {

	/** Two: the database executes one while the responses of the other are written. */
	private static final int STATEMENTS = 2;

	private static final int MOST_PATHS = 2000;

	private final Statements statements;

	private final Dialect dialect;

	private final Coalescer<UUID, byte[]> shared = new Coalescer<>(STATEMENTS, MOST_PATHS, this::readPaths);

	private final boolean replicated;

	PathRepository(Statements statements, Dialect dialect, ObjectProvider<Replication> replication) {
		this.statements = statements;
		this.dialect = dialect;
		this.replicated = replication.getIfAvailable() != null;
	}

	private static final String FIND_H2 = "/* findPaths */ SELECT image_id, file_path FROM images "
			+ Dialect.H2.among("image_id", "UUID", "ids") + " AND file_path IS NOT NULL";

	private static final String FIND_POSTGRESQL = """
			/* findPaths */
			SELECT string_agg(record_send(ROW(image_id, file_path)), CAST('' AS BYTEA)) FROM images
			WHERE image_id = ANY(:ids) AND file_path IS NOT NULL
			""";

	/**
	 * Finds the paths of images. Concurrent requests share a statement (ADR 7).
	 * @param ids at most a chunk, without repetitions
	 * @return the paths as JSON strings in UTF-8; the map may contain images of other
	 * requests, and lacks those without a path
	 */
	Mono<Map<UUID, byte[]>> findAll(List<UUID> ids) {
		// No sharing: the replica is chosen per request, by what its client has already
		// seen.
		return this.replicated ? readPaths(ids).contextWrite(Replication::reading) : this.shared.getAll(ids);
	}

	private Mono<Map<UUID, byte[]>> readPaths(List<UUID> ids) {
		Map<UUID, byte[]> found = new HashMap<>(2 * ids.size());
		Function<Readable, Boolean> mapping = this.dialect.choose(
				(row) -> found.put(Columns.get(row, 0, UUID.class),
						Json.quoted(Columns.get(row, 1, String.class))) == null,
				(row) -> readRecords(row.get(0, byte[].class), found));
		return this.statements.sql(this.dialect.choose(FIND_H2, FIND_POSTGRESQL))
			.bind("ids", ids.toArray(UUID[]::new))
			.all(mapping)
			.then(Mono.just(found));
	}

	private static boolean readRecords(byte @Nullable [] bytes, Map<UUID, byte[]> found) {
		Records records = new Records((bytes != null) ? bytes : new byte[0]);
		while (records.nextRow()) {
			records.next();
			UUID id = records.id();
			records.next();
			JsonBytes path = new JsonBytes(records.length() + 2);
			path.text(records.bytes(), records.from(), records.length());
			found.put(id, path.toByteArray());
		}
		return true;
	}

}
