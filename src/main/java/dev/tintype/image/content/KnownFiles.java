package dev.tintype.image.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds the files that a client need not send again, because an image has the same bytes.
 * Files that have never been read completely have no hash yet, and are not found.
 */
@Component
class KnownFiles {

	/** The hashes whose files are looked up at the same time. */
	private static final int CONCURRENCY = 8;

	private final ImageFileRepository rows;

	private final ImageFiles files;

	KnownFiles(ImageFileRepository rows, ImageFiles files) {
		this.rows = rows;
		this.files = files;
	}

	/**
	 * Finds images by the hashes of their files.
	 */
	Mono<Known> find(FileHashes hashes) {
		List<String> stored = hashes.sent().stream().map(FileHashes::stored).distinct().toList();
		return this.rows.findByHashes(stored)
			.map((found) -> found.stream()
				.collect(Collectors.groupingBy((file) -> Objects.requireNonNull(file.hash()))))
			.flatMapMany((byHash) -> Flux.fromIterable(byHash.values()))
			.flatMap(this::present, CONCURRENCY)
			.collectMap((file) -> Objects.requireNonNull(file.hash()), ImageFile::imageId)
			.map((ids) -> Known.of(hashes, ids));
	}

	// A row whose file is missing or has changed does not spare an upload.
	private Mono<ImageFile> present(List<ImageFile> sameHash) {
		return Flux.fromIterable(sameHash).filterWhen(this.files::isPresent, 1).next();
	}

	/**
	 * The response.
	 *
	 * @param known the image of each hash that is known, in the order of the request
	 */
	record Known(Map<String, UUID> known) {

		private static Known of(FileHashes hashes, Map<String, UUID> ids) {
			Map<String, UUID> known = new LinkedHashMap<>();
			for (String sent : hashes.sent()) {
				UUID id = ids.get(FileHashes.stored(sent));
				if (id != null) {
					known.put(sent, id);
				}
			}
			return new Known(known);
		}

	}

}
