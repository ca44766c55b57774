package dev.tintype.text.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The progress of one ingestion: one event per file, and a last event with the counts.
 */
final class IngestProgress {

	private final IngestSummary summary = new IngestSummary();

	private final AtomicLong met = new AtomicLong();

	private volatile boolean walked;

	private long done;

	/**
	 * Counts the files that go into the ingestion.
	 * @return the same files
	 */
	Flux<IngestFile> meet(Flux<IngestFile> files) {
		return files.doOnNext((file) -> this.met.incrementAndGet()).doOnComplete(() -> this.walked = true);
	}

	/**
	 * Converts the results to events.
	 * @return the events of each batch, then the last event
	 */
	Flux<List<?>> events(Flux<List<IngestResult>> results) {
		return results.<List<?>>map(this::events).concatWith(Mono.fromSupplier(() -> List.of(this.summary.finished())));
	}

	private List<IngestEvent> events(List<IngestResult> results) {
		this.summary.count(results);
		@Nullable Long total = this.walked ? this.met.get() : null;
		List<IngestEvent> events = new ArrayList<>(results.size());
		for (IngestResult result : results) {
			events.add(IngestEvent.of(result, ++this.done, total));
		}
		return events;
	}

}
