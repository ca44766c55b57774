package dev.tintype.document;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.batch.BatchSettings;
import dev.tintype.batch.KeysetStream;
import dev.tintype.document.DocumentRepository.DocumentSize;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Streams documents, the newest first: their heads page by page, and of each page the
 * contents in groups of a few megabytes, so that neither large documents nor a slow
 * reader fill the memory.
 */
@Component
class DocumentStream {

	private final DocumentRepository documents;

	private final BatchSettings batches;

	DocumentStream(DocumentRepository documents, BatchSettings batches) {
		this.documents = documents;
		this.batches = batches;
	}

	/**
	 * Documents without their contents.
	 * @param filter which documents
	 * @param limit how many at most, or null for all
	 * @return pages
	 */
	Flux<List<DocumentHead>> heads(DocumentFilter filter, @Nullable Integer limit) {
		return KeysetStream
			.of(this.batches, DocumentHead::cursor, (after, rows) -> this.documents.page(filter, after, rows, 0))
			.pages(limit);
	}

	/**
	 * Whole documents.
	 * @param filter which documents
	 * @param limit how many at most, or null for all
	 * @return pages; what is deleted meanwhile is left out
	 */
	Flux<List<Document>> documents(DocumentFilter filter, @Nullable Integer limit) {
		return KeysetStream
			.<DocumentSize>of(this.batches, (row) -> row.head().cursor(),
					(after, rows) -> this.documents.rows(filter, after, rows, 0))
			.pages(limit)
			.concatMap((page) -> page.isEmpty() ? Mono.just(List.<Document>of())
					: Flux.fromIterable(groups(page)).concatMap(this::read, 0), 0);
	}

	private static List<List<UUID>> groups(List<DocumentSize> page) {
		return SizedId.groups(page.stream().map((row) -> new SizedId(row.head().id(), row.size())).toList());
	}

	// Begun at once and kept, as a page is: the time limit is the database's, not the
	// reader's.
	private Mono<List<Document>> read(List<UUID> ids) {
		return this.documents.findAll(ids)
			.map((found) -> inOrder(ids, found))
			.timeout(this.batches.idleTimeout())
			.cache();
	}

	private static List<Document> inOrder(List<UUID> ids, Map<UUID, Document> found) {
		return ids.stream().map(found::get).flatMap(Stream::ofNullable).toList();
	}

}
