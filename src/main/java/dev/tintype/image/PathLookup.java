package dev.tintype.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tintype.api.Json;
import dev.tintype.api.JsonFields;
import dev.tintype.api.ProblemException;
import dev.tintype.api.Requests;
import dev.tintype.batch.BatchSettings;
import dev.tintype.batch.Chunks;
import dev.tintype.batch.NdjsonLines;
import dev.tintype.image.ImageRepository.ImagePath;
import dev.tintype.sql.Replication;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Looks up the paths of many images: an id once, a chunk of ids by one statement, several
 * chunks side by side.
 */
@Component
class PathLookup {

	private final ImageRepository images;

	private final BatchSettings settings;

	PathLookup(ImageRepository images, BatchSettings settings) {
		this.images = images;
		this.settings = settings;
	}

	/**
	 * Reads the body of a batch.
	 * @param body JSON
	 * @return its ids as the client wrote them, each once, in order
	 */
	static Set<String> readIds(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> nodes = fields.items("image_ids", Requests.BATCH_ITEMS);
		Set<String> ids = new LinkedHashSet<>(nodes.size() * 2);
		for (int i = 0; i < nodes.size(); i++) {
			JsonNode node = nodes.get(i);
			if (node.isString()) {
				ids.add(node.stringValue());
			}
			else {
				fields.fault("image_ids/" + i, "must be a string");
			}
		}
		fields.check();
		return ids;
	}

	/**
	 * Looks up a batch.
	 * @param ids as the client wrote them
	 * @return the paths by id in the order of the batch, and the ids without one
	 */
	Mono<Paths> batch(Set<String> ids) {
		Map<String, UUID> parsed = new LinkedHashMap<>(ids.size() * 2);
		Set<UUID> distinct = new LinkedHashSet<>(ids.size() * 2);
		for (String text : ids) {
			UUID id = Ids.parse(text);
			parsed.put(text, id);
			if (id != null) {
				distinct.add(id);
			}
		}
		List<List<UUID>> chunks = Chunks.cut(List.copyOf(distinct), this.settings.chunkSize());
		return Chunks.run(Flux.fromIterable(chunks), this.settings.concurrency(), this::find)
			.collect(HashMap<UUID, String>::new, Map::putAll)
			.map((found) -> Paths.of(parsed, found));
	}

	/**
	 * Looks up a stream.
	 * @param chunks of lines {@code {"image_id"}}
	 * @return a line for each, in order, a chunk at a time
	 */
	Flux<List<Line>> lines(Flux<List<NdjsonLines.Line>> chunks) {
		return Chunks.run(chunks, this.settings.concurrency(), (chunk) -> {
			List<Asked> asked = chunk.stream().map(Asked::read).toList();
			List<UUID> ids = asked.stream().map(Asked::id).filter(Objects::nonNull).distinct().toList();
			return find(ids).map((found) -> asked.stream().map((one) -> one.line(found)).toList());
		});
	}

	private Mono<Map<UUID, String>> find(List<UUID> ids) {
		return ids.isEmpty() ? Mono.just(Map.of())
				: this.images.findPaths(ids)
					.collectMap(ImagePath::imageId, ImagePath::path)
					.contextWrite(Replication::reading);
	}

	/**
	 * The answer to a batch.
	 *
	 * @param paths by id, as the client wrote it
	 * @param missing the ids under which nothing is known, or no file yet
	 */
	record Paths(Map<String, String> paths, List<String> missing) {

		private static Paths of(Map<String, UUID> asked, Map<UUID, String> found) {
			Map<String, String> paths = new LinkedHashMap<>(asked.size() * 2);
			List<String> missing = new ArrayList<>();
			asked.forEach((text, id) -> {
				String path = (id != null) ? found.get(id) : null;
				if (path != null) {
					paths.put(text, path);
				}
				else {
					missing.add(text);
				}
			});
			return new Paths(paths, missing);
		}

	}

	/**
	 * One line of the answer to a stream.
	 *
	 * @param imageId as the client wrote it, null when the line has none
	 * @param path null when nothing is known, or no file yet
	 * @param detail what is wrong with the line that was sent, absent when nothing is
	 */
	record Line(@Nullable String imageId, @Nullable String path,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {

		Line(@Nullable String imageId, @Nullable String path) {
			this(imageId, path, null);
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

		Line line(Map<UUID, String> found) {
			return new Line(this.text, (this.id != null) ? found.get(this.id) : null, this.fault);
		}

	}

}
