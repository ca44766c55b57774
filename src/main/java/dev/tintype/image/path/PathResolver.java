package dev.tintype.image.path;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.support.Ids;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.ndjson.NdjsonLines;
import dev.tintype.web.ndjson.StreamTally;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Looks up the paths of many images. Cached paths need no statement. The others are read
 * in chunks, one statement each, several at the same time.
 */
@Component
class PathResolver {

	private final PathRepository paths;

	private final PathCache known;

	private final SegmentedPaths cache;

	private final BatchSettings settings;

	PathResolver(PathRepository paths, PathCache known, BatchSettings settings) {
		this.paths = paths;
		this.known = known;
		this.cache = known.cache();
		this.settings = settings;
	}

	/**
	 * Looks up a batch.
	 * @return the same batch with its paths
	 */
	Mono<PathBatch> batch(PathBatch batch) {
		List<UUID> unknown = batch.recall(this.cache);
		this.known.count(batch.size(), unknown.size());
		if (unknown.isEmpty()) {
			return Mono.just(batch);
		}
		return Chunks
			.run(Flux.fromIterable(Chunks.cut(unknown, this.settings.chunkSize())), this.settings.concurrency(),
					this::ask)
			// Other requests may share the statement, so the batch takes only its own
			// paths.
			.doOnNext(batch::take)
			.then(Mono.just(batch));
	}

	/**
	 * Looks up a stream.
	 * @param chunks of lines {@code {"image_id"}}
	 * @return one result line per line, in order, a chunk at a time
	 */
	Flux<List<Line>> lines(Flux<List<NdjsonLines.Line>> chunks) {
		return Chunks.run(chunks, this.settings.concurrency(), (chunk) -> {
			List<Asked> asked = chunk.stream().map(Asked::read).toList();
			List<UUID> ids = asked.stream().map(Asked::id).filter(Objects::nonNull).distinct().toList();
			return find(ids).map((found) -> asked.stream().map((one) -> one.line(found)).toList());
		});
	}

	/**
	 * Counts the lines of a stream.
	 * @return a tally of {@code found}, {@code missing} and {@code invalid}
	 */
	static StreamTally<Line> tally() {
		return new StreamTally<>(Map.of(), List.of("found", "missing", "invalid"), Set.of("found"), Line::status);
	}

	private Mono<Map<UUID, byte[]>> find(List<UUID> ids) {
		Map<UUID, byte[]> found = new HashMap<>(2 * ids.size());
		List<UUID> unknown = new ArrayList<>();
		for (UUID id : ids) {
			byte[] path = this.cache.get(id.getMostSignificantBits(), id.getLeastSignificantBits());
			if (path != null) {
				found.put(id, path);
			}
			else {
				unknown.add(id);
			}
		}
		this.known.count(ids.size(), unknown.size());
		return unknown.isEmpty() ? Mono.just(found) : ask(unknown).doOnNext(found::putAll).thenReturn(found);
	}

	private Mono<Map<UUID, byte[]>> ask(List<UUID> ids) {
		return Mono.defer(() -> {
			if (!this.cache.isOpen()) {
				return this.paths.findAll(ids);
			}
			int[] stamps = new int[ids.size()];
			for (int i = 0; i < stamps.length; i++) {
				stamps[i] = this.cache.stamp(ids.get(i).getMostSignificantBits(), ids.get(i).getLeastSignificantBits());
			}
			return this.paths.findAll(ids).doOnNext((found) -> learn(ids, stamps, found));
		});
	}

	private void learn(List<UUID> ids, int[] stamps, Map<UUID, byte[]> found) {
		for (int i = 0; i < stamps.length; i++) {
			UUID id = ids.get(i);
			byte[] path = found.get(id);
			if (path != null) {
				this.cache.put(id.getMostSignificantBits(), id.getLeastSignificantBits(), path, stamps[i]);
			}
		}
	}

	/**
	 * One line of the response to a stream.
	 *
	 * @param imageId as the client wrote it, null when the line has none
	 * @param path as JSON, null when the image is unknown or has no file yet
	 * @param detail what is wrong with the line of the request, absent when it is valid
	 */
	record Line(@Nullable String imageId, @JsonRawValue @Nullable String path,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {

		String status() {
			if (this.detail != null) {
				return "invalid";
			}
			return (this.path != null) ? "found" : "missing";
		}

	}

	private record Asked(@Nullable String text, @Nullable UUID id, @Nullable String fault) {

		static Asked read(NdjsonLines.Line line) {
			try {
				JsonFields fields = new JsonFields(line.json(), "");
				String text = fields.text("image_id", 0, NdjsonLines.LINE_BYTES);
				String fault = fields.fault();
				return (fault != null) ? new Asked(null, null, fault) : new Asked(text, Ids.parse(text), null);
			}
			catch (ProblemException ex) {
				return new Asked(null, null, ex.getBody().getDetail());
			}
		}

		Line line(Map<UUID, byte[]> found) {
			byte[] path = (this.id != null) ? found.get(this.id) : null;
			return new Line(this.text, (path != null) ? new String(path, StandardCharsets.UTF_8) : null, this.fault);
		}

	}

}
