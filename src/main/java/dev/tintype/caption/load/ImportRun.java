package dev.tintype.caption.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.file.CommonFolder;
import dev.tintype.caption.file.ImageName;
import dev.tintype.caption.load.ImageMatches.State;
import dev.tintype.caption.load.ImportResult.Status;
import dev.tintype.caption.save.CaptionDraft;
import dev.tintype.caption.save.CaptionResult;
import dev.tintype.caption.save.CaptionWrite;
import dev.tintype.caption.save.CaptionWriter;
import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.storage.Staging;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Imports a file chunk by chunk. A chunk finds its images, and saves the captions that
 * differ from the current ones.
 */
@Component
class ImportRun {

	/** A chunk ends at this number of characters, even if it has few rows. */
	private static final int CHUNK_LENGTH = 1 << 18;

	private final RowMatches matches;

	private final ImageMatches images;

	private final CommonFolder folders;

	private final CaptionWriter writer;

	private final Staging staging;

	private final BatchSettings settings;

	ImportRun(RowMatches matches, ImageMatches images, CommonFolder folders, CaptionWriter writer, Staging staging,
			BatchSettings settings) {
		this.matches = matches;
		this.images = images;
		this.folders = folders;
		this.writer = writer;
		this.staging = staging;
		this.settings = settings;
	}

	/**
	 * Finds the folder that names are relative to.
	 * @return with a separator at its end, empty if there is none
	 */
	Mono<String> root(ImportRequest request) {
		return (request.root() != null) ? Mono.just(ImageName.folder(request.root())) : this.folders.find(null);
	}

	/**
	 * Reads a file to its end, so that a file that cannot be read is refused before any
	 * row of it is saved.
	 * @return the number of its rows
	 */
	Mono<Long> check(ImportRequest request, ImportFormat.Input input) {
		return Mono.fromCallable(() -> {
			try (RowReader reader = request.format().open(input, this.staging.newFile())) {
				long rows = 0;
				while (reader.next() != null) {
					rows++;
				}
				return rows;
			}
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Reads the rows of a file in chunks.
	 * @param passed the number of rows to pass over
	 */
	Flux<List<ImportedRow>> chunks(ImportRequest request, ImportFormat.Input input, long passed) {
		return Flux.<List<ImportedRow>, RowReader>generate(() -> {
			RowReader reader = request.format().open(input, this.staging.newFile());
			for (long row = 0; row < passed; row++) {
				reader.next();
			}
			return reader;
		}, (reader, sink) -> {
			try {
				List<ImportedRow> chunk = read(reader);
				if (chunk.isEmpty()) {
					sink.complete();
				}
				else {
					sink.next(chunk);
				}
			}
			catch (IOException ex) {
				sink.error(ex);
			}
			return reader;
		}, ImportRun::close).subscribeOn(Schedulers.boundedElastic());
	}

	private List<ImportedRow> read(RowReader reader) throws IOException {
		List<ImportedRow> chunk = new ArrayList<>();
		int length = 0;
		while (chunk.size() < this.settings.chunkSize() && length < CHUNK_LENGTH) {
			ImportedRow row = reader.next();
			if (row == null) {
				break;
			}
			chunk.add(row);
			length += row.text().length();
		}
		return chunk;
	}

	private static void close(RowReader reader) {
		try {
			reader.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Imports a chunk. The caller has a transaction, unless the request is a dry run.
	 * @param root from {@link #root}
	 * @param operation the id of the import
	 * @return the results, in the order of the rows
	 */
	Mono<List<ImportResult>> save(ImportRequest request, List<ImportedRow> rows, String root, UUID operation) {
		return this.matches.find(rows, request.match(), root)
			.flatMap((found) -> this.images.states(found.ids())
				.flatMap((states) -> saved(rows, found, states)
					.flatMap((history) -> save(request, new Chunk(rows, found, states, history), operation))));
	}

	private Mono<Map<UUID, Set<String>>> saved(List<ImportedRow> rows, RowMatches.Matches found,
			Map<UUID, State> states) {
		Set<UUID> ids = new HashSet<>();
		for (ImportedRow row : rows) {
			UUID id = found.of(row);
			if (id != null && row.createdAt() != null && states.containsKey(id)) {
				ids.add(id);
			}
		}
		return this.images.histories(ids);
	}

	private Mono<List<ImportResult>> save(ImportRequest request, Chunk chunk, UUID operation) {
		List<ImportResult> results = new ArrayList<>();
		List<CaptionDraft> drafts = new ArrayList<>();
		List<Integer> places = new ArrayList<>();
		for (ImportedRow row : chunk.rows()) {
			Status status = chunk.status(row, request);
			if (status == Status.SAVED || status == Status.KEPT) {
				places.add(results.size());
				drafts.add(CaptionDraft.of(chunk.id(row), row.text(), request.source(),
						(request.model() != null) ? request.model() : row.model()));
			}
			results.add(chunk.result(row, status));
		}
		if (request.isDry() || drafts.isEmpty()) {
			return Mono.just(results);
		}
		return this.writer.save(CaptionWrite.of(drafts, request.operation(operation))).map((statuses) -> {
			List<ImportResult> written = new ArrayList<>(results);
			for (int i = 0; i < places.size(); i++) {
				int place = places.get(i);
				written.set(place, chunk.result(chunk.rows().get(place), status(statuses.get(i))));
			}
			return written;
		});
	}

	private static Status status(CaptionResult.Status status) {
		return switch (status) {
			case SAVED -> Status.SAVED;
			case KEPT -> Status.KEPT;
			default -> Status.MISSING;
		};
	}

	/**
	 * The rows of a chunk and what the database has for them.
	 *
	 * @param current the caption of each image. A row of the same chunk changes it
	 * @param history the texts of the images whose history is imported
	 */
	private record Chunk(List<ImportedRow> rows, RowMatches.Matches found, Map<UUID, State> current,
			Map<UUID, Set<String>> history) {

		Chunk {
			current = new HashMap<>(current);
		}

		UUID id(ImportedRow row) {
			return Objects.requireNonNull(this.found.of(row));
		}

		Status status(ImportedRow row, ImportRequest request) {
			if (row.fault() != null) {
				return Status.INVALID;
			}
			if (this.found.isAmbiguous(row)) {
				return Status.AMBIGUOUS;
			}
			UUID id = this.found.of(row);
			State state = (id != null) ? this.current.get(id) : null;
			if (id == null || state == null) {
				return Status.MISSING;
			}
			boolean isSaved = row.createdAt() != null && this.history.getOrDefault(id, Set.of()).contains(row.text());
			if (isSaved || row.text().equals(state.text())) {
				return Status.UNCHANGED;
			}
			if (request.source().rank() < state.rank()) {
				return Status.KEPT;
			}
			this.current.put(id, new State(row.text(), request.source().rank()));
			return Status.SAVED;
		}

		ImportResult result(ImportedRow row, Status status) {
			@Nullable UUID id = (status == Status.INVALID || status == Status.MISSING) ? null : this.found.of(row);
			return new ImportResult(row.number(), id, (row.fileName() != null) ? row.fileName() : row.imageId(), status,
					row.fault());
		}

	}

}
