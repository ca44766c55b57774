package dev.tintype.text.document;

import java.util.List;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.http.Json;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import reactor.core.publisher.Mono;

/**
 * Lists the documents that a filter selects. It reads the sizes of their contents, but
 * does not show them.
 */
final class DocumentRows implements Rows<DocumentRows.DocumentSize> {

	/** The newest first. */
	static final Orders<DocumentSize> ORDERS = Orders
		.of(Order.of("newest", Key.<DocumentSize>moment("d.created_at", (row) -> row.head().createdAt()).down(),
				Key.<DocumentSize>id("d.id", (row) -> row.head().id()).down()));

	private static final String TABLE = "document d";

	/** Without a filter, an index alone gives the ids of a page. */
	private static final Plan PLAN = Plan.idsFirst(TABLE, "d.id");

	private final Listing<DocumentSize> listing;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final DocumentFilter filter;

	DocumentRows(Statements statements, Dialect dialect, RegexLimit regexes, DocumentFilter filter) {
		String size = dialect.choose("char_length(d.content)", "octet_length(d.content)");
		this.listing = new Listing<>(statements, "Documents", TABLE,
				DocumentHead.COLUMNS + ", CAST(" + size + " AS BIGINT)", (row) -> new DocumentSize(DocumentHead.of(row),
						Columns.get(row, DocumentHead.COLUMN_COUNT, Long.class)));
		this.dialect = dialect;
		this.regexes = regexes;
		this.filter = filter;
	}

	@Override
	public Mono<List<DocumentSize>> page(Slice<DocumentSize> slice) {
		return this.regexes.run(this.filter.isMatching(),
				() -> this.listing.page(PLAN, this.filter.where(this.dialect), slice));
	}

	@Override
	public Mono<List<DocumentSize>> streamed(Slice<DocumentSize> slice) {
		return this.regexes.run(this.filter.regex() != null,
				() -> this.listing.page(PLAN, this.filter.where(this.dialect, this.regexes.usual()), slice));
	}

	@Override
	public Mono<Long> count() {
		return this.regexes.run(this.filter.isMatching(), () -> this.listing.count(this.filter.where(this.dialect)));
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<DocumentSize> slice) {
		return streamed(slice)
			.map((rows) -> rows.isEmpty() ? NdjsonPage.EMPTY : new NdjsonPage(Ndjson.lines(heads(rows)), rows.size(),
					slice.order().place(rows.get(rows.size() - 1))));
	}

	@Override
	public Mono<byte[]> json(Page<DocumentSize> page) {
		return Mono.fromSupplier(() -> Json.MAPPER.writeValueAsBytes(page.with(heads(page.items()))));
	}

	private static List<DocumentHead> heads(List<DocumentSize> rows) {
		return rows.stream().map(DocumentSize::head).toList();
	}

	/**
	 * A document and the size of its content.
	 *
	 * @param head the document
	 * @param size of the content in bytes or characters, approximately
	 */
	record DocumentSize(DocumentHead head, long size) {
	}

}
