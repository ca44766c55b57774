package dev.tintype.text.document;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Turns;
import dev.tintype.text.document.DocumentRows.DocumentSize;
import dev.tintype.text.documentsave.SizedId;
import dev.tintype.web.http.Answers;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Streams documents, the newest first. A page with contents ends after a few megabytes,
 * so that large documents and slow clients do not fill the memory.
 */
@Component
class DocumentStream {

	/** The rows whose sizes are read at once. The page takes as many as fit into it. */
	private static final int SIZES = 100;

	private final DocumentRepository documents;

	private final StreamBudget streams;

	/**
	 * The budget of the streams with contents. One row may be as large as the budget of
	 * all streams, so two slow clients would block all other streams.
	 */
	private final StreamBudget contents;

	/** Documents that are larger than a page are read one at a time. */
	private final Turns<Boolean> large = new Turns<>();

	DocumentStream(DocumentRepository documents, StreamBudget streams) {
		this.documents = documents;
		this.streams = streams;
		this.contents = streams.ofContents();
	}

	/**
	 * Adds the contents to the lines of a stream.
	 * @return the same rows, without documents that are deleted meanwhile
	 */
	Rows<DocumentSize> whole(Rows<DocumentSize> rows) {
		return new Whole(rows);
	}

	/**
	 * Responds with a whole document. Large ones are read one at a time, and are not held
	 * in memory for slow clients.
	 * @return empty if there is none
	 */
	Mono<ServerResponse> document(String code) {
		return this.streams.admitted(this.documents.findSmall(code))
			.switchIfEmpty(this.large.take(true, this.documents.find(code)))
			.flatMap(Answers::json);
	}

	private Mono<List<Document>> read(List<UUID> ids, boolean isLarge) {
		Mono<List<Document>> read = this.documents.findAll(ids).map((found) -> inOrder(ids, found));
		return isLarge ? this.large.take(true, read) : read;
	}

	private static List<Document> inOrder(List<UUID> ids, Map<UUID, Document> found) {
		return ids.stream().map(found::get).flatMap(Stream::ofNullable).toList();
	}

	private final class Whole implements Rows<DocumentSize> {

		private final Rows<DocumentSize> rows;

		Whole(Rows<DocumentSize> rows) {
			this.rows = rows;
		}

		@Override
		public Mono<List<DocumentSize>> page(Slice<DocumentSize> slice) {
			return this.rows.page(slice);
		}

		@Override
		public Mono<List<DocumentSize>> streamed(Slice<DocumentSize> slice) {
			return this.rows.streamed(slice);
		}

		@Override
		public Mono<Long> count() {
			return this.rows.count();
		}

		@Override
		public StreamBudget budget(StreamBudget streams) {
			return DocumentStream.this.contents;
		}

		@Override
		public Mono<NdjsonPage> lines(Slice<DocumentSize> slice) {
			int asked = Math.min(slice.limit(), SIZES);
			return streamed(new Slice<>(slice.order(), slice.after(), asked, 0))
				.flatMap((found) -> lines(slice.order(), found, asked));
		}

		private Mono<NdjsonPage> lines(Order<DocumentSize> order, List<DocumentSize> found, int asked) {
			if (found.isEmpty()) {
				return Mono.just(NdjsonPage.EMPTY);
			}
			List<UUID> ids = SizedId
				.groups(found.stream().map((row) -> new SizedId(row.head().id(), row.size())).toList())
				.get(0);
			return read(ids, found.get(0).size() > SizedId.GROUP_SIZE).map((read) -> {
				NdjsonPage page = new NdjsonPage(Ndjson.lines(read), ids.size(),
						order.place(found.get(ids.size() - 1)));
				boolean isLast = ids.size() < asked && ids.size() == found.size();
				return isLast ? page : page.cutShort();
			});
		}

	}

}
