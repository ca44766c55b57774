package dev.tintype.text.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Ingests files as documents. It reads several at once and saves them in batches of
 * bounded size, so its use of memory does not grow with the number of files.
 */
@Component
class Ingestion {

	private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

	/** The most files of one batch. */
	private static final int BATCH_FILES = 200;

	/** The most bytes of one batch; a larger file is a separate batch. */
	private static final long BATCH_BYTES = 1 << 20;

	/** The most files of a batch that are read at once. */
	private static final int READERS = 8;

	/**
	 * The most batches that this instance processes at once, for all requests together.
	 */
	private static final int SLOTS = 8;

	/** The slot of files that are larger than a batch. */
	private static final int LARGE = -1;

	/** The fault of a file that the database refuses. */
	static final String UNSAVED = "could not be saved";

	private final Turns<Integer> slots = new Turns<>();

	private final AtomicInteger next = new AtomicInteger();

	private final DocumentWriter documents;

	private final BatchSettings settings;

	Ingestion(DocumentWriter documents, BatchSettings settings) {
		this.documents = documents;
		this.settings = settings;
	}

	/**
	 * Ingests files. A faulty file does not affect the others. Of two with the same code
	 * the second fails.
	 * @param files in order
	 * @return one result per file, in order, emitted in batches after the commit
	 */
	Flux<List<IngestResult>> ingest(Flux<IngestFile> files, IngestEncoding encoding) {
		return ingest(files, encoding, this.settings.concurrency());
	}

	/**
	 * Ingests files whose contents are already in memory, one batch at a time. It
	 * requests no further files meanwhile.
	 * @param files in order
	 * @return one result per file, in order, emitted in batches after the commit
	 */
	Flux<List<IngestResult>> ingestReceived(Flux<IngestFile> files) {
		return ingest(files, IngestEncoding.UTF_8, 1);
	}

	private Flux<List<IngestResult>> ingest(Flux<IngestFile> files, IngestEncoding encoding, int concurrency) {
		return Flux.defer(() -> Chunks.run(batches(once(files)), concurrency,
				(batch) -> inSlot(batch, read(batch, encoding).flatMap(this::save))));
	}

	/**
	 * Ingests files one batch at a time.
	 * @param files from {@link #once}, in order
	 * @param saving saves a batch that has been read, with {@link #saveAll}
	 * @return what the saving gives
	 */
	<T> Flux<T> ingestEach(Flux<IngestFile> files, IngestEncoding encoding,
			Function<List<IngestRead>, Flux<T>> saving) {
		return batches(files).concatMap(
				(batch) -> inSlot(batch, read(batch, encoding).flatMap((read) -> saving.apply(read).collectList()))
					.flatMapIterable((saved) -> saved),
				1);
	}

	/**
	 * Lets the second of two files with the same code fail.
	 * @return the same files, some of them with a fault
	 */
	static Flux<IngestFile> once(Flux<IngestFile> files) {
		return Flux.defer(() -> {
			Map<String, String> codes = new HashMap<>();
			return files.map((file) -> once(file, codes));
		});
	}

	private static Flux<List<IngestFile>> batches(Flux<IngestFile> files) {
		return Flux.defer(() -> {
			Load load = new Load();
			return files.bufferUntil(load::isFull, true);
		});
	}

	/**
	 * Ingests one file.
	 * @return the document, after the commit; a problem of type {@code INVALID_REQUEST}
	 * if the file is faulty
	 */
	Mono<SavedDocument> ingestOne(IngestFile file, IngestEncoding encoding) {
		return inSlot(List.of(file), read(List.of(file), encoding).flatMap((read) -> {
			DocumentDraft draft = read.get(0).draft();
			return (draft != null) ? this.documents.save(List.of(draft)).map((saved) -> saved.get(0))
					: Mono.error(ProblemException.invalid("/path", String.valueOf(read.get(0).fault())));
		}));
	}

	private static IngestFile once(IngestFile file, Map<String, String> codes) {
		if (file.fault() != null || file.code() == null) {
			return file;
		}
		String first = codes.putIfAbsent(file.code(), String.valueOf(file.file()));
		return (first != null) ? IngestFile.failed(file.file(), file.code(),
				"code \"" + file.code() + "\" is already used by " + first) : file;
	}

	private <T> Mono<T> inSlot(List<IngestFile> batch, Mono<T> work) {
		// A batch inside a transaction already holds locks and must not wait.
		return Mono.deferContextual((context) -> Transactions.isActive(context) ? work : this.slots
			.take(Load.isLarge(batch) ? LARGE : Math.floorMod(this.next.getAndIncrement(), SLOTS), work));
	}

	private Mono<List<IngestRead>> read(List<IngestFile> batch, IngestEncoding encoding) {
		return Flux.fromIterable(batch)
			.flatMapSequential((file) -> Mono.fromCallable(() -> IngestRead.of(file, encoding))
				.subscribeOn(Schedulers.boundedElastic()), READERS, 1)
			.collectList();
	}

	private Mono<List<IngestResult>> save(List<IngestRead> batch) {
		Mono<List<IngestResult>> together = saveAll(batch);
		// A transaction cannot continue after a failed statement.
		return Mono.deferContextual(
				(context) -> Transactions.isActive(context) ? together : together.onErrorResume(Ingestion::isOfFile,
						(ex) -> Flux.fromIterable(batch).concatMap(this::saveAlone, 1).collectList()));
	}

	/**
	 * Saves the files of a batch with one statement, in the transaction of the caller if
	 * there is one.
	 * @return one result per file, in order
	 */
	Mono<List<IngestResult>> saveAll(List<IngestRead> batch) {
		return this.documents.save(drafts(batch)).map((saved) -> results(batch, saved));
	}

	private Mono<IngestResult> saveAlone(IngestRead file) {
		DocumentDraft draft = file.draft();
		if (draft == null) {
			return Mono.just(file.failed(UNSAVED));
		}
		return this.documents.save(List.of(draft))
			.map((saved) -> file.saved(saved.get(0)))
			.onErrorResume(Ingestion::isOfFile, (ex) -> {
				LOG.warn("A file could not be saved as a document", ex);
				return Mono.just(file.failed(UNSAVED));
			});
	}

	/**
	 * Whether a failure may be that of one file, so that the others can be saved.
	 */
	static boolean isOfFile(Throwable failure) {
		int status = Problems.of(failure).getStatusCode().value();
		return status != ProblemType.UNAVAILABLE.status().value() && status != ProblemType.DISK_FULL.status().value();
	}

	private static List<DocumentDraft> drafts(List<IngestRead> batch) {
		return batch.stream().map(IngestRead::draft).filter(Objects::nonNull).toList();
	}

	private static List<IngestResult> results(List<IngestRead> batch, List<SavedDocument> documents) {
		Iterator<SavedDocument> saved = documents.iterator();
		List<IngestResult> results = new ArrayList<>(batch.size());
		for (IngestRead file : batch) {
			results.add((file.draft() != null) ? file.saved(saved.next()) : file.failed(UNSAVED));
		}
		return results;
	}

	/**
	 * The size of the batch that is being collected.
	 */
	private static final class Load {

		private int files;

		private long bytes;

		/**
		 * Adds a file, or begins the next batch with it.
		 * @return whether it begins the next batch
		 */
		boolean isFull(IngestFile file) {
			boolean full = this.files > 0 && (this.files == BATCH_FILES || this.bytes + file.size() > BATCH_BYTES);
			this.files = full ? 1 : this.files + 1;
			this.bytes = full ? file.size() : this.bytes + file.size();
			return full;
		}

		static boolean isLarge(List<IngestFile> batch) {
			return batch.get(0).size() > BATCH_BYTES;
		}

	}

}
