package dev.tintype.image.registry;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import dev.tintype.web.ndjson.NdjsonPage;
import reactor.core.publisher.Mono;

/**
 * The images that a filter selects.
 */
final class ImageRows implements Rows<Image> {

	private static final String TABLE = "images i";

	private static final Plan IN_ORDER = Plan.rows(TABLE);

	private static final Plan PASSING_OVER_POSTGRESQL = Plan.idArrayFirst(TABLE, "i.image_id");

	/** H2 knows the number of rows of a table, so its schema has no stored count. */
	private static final String KEPT_COUNT = """
			/* countAllImages */ SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM image_counts
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final ImageFilter filter;

	private final Listing<Image> listing;

	private final Listing<Image> stream;

	ImageRows(Statements statements, Dialect dialect, RegexLimit regexes, ImageFilter filter) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.filter = filter;
		this.listing = listing("listImages");
		this.stream = listing("streamImages");
	}

	private Listing<Image> listing(String name) {
		return new Listing<>(this.statements, "Images", TABLE, (from) -> ImageSelect.of(this.dialect, name, from),
				(call) -> ImageSelect.read(this.dialect, call));
	}

	@Override
	public Mono<List<Image>> page(Slice<Image> slice) {
		Plan plan = (slice.offset() > 0) ? this.dialect.choose(IN_ORDER, PASSING_OVER_POSTGRESQL) : IN_ORDER;
		return this.regexes.run(this.filter.isMatching(),
				() -> this.listing.page(plan, this.filter.byIndex(this.dialect), this.filter.within(slice)));
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<Image> slice) {
		return this.regexes.run(this.filter.regex() != null, () -> {
			Where where = this.filter.byScan(this.dialect, this.regexes.usual());
			Statements.Call call = this.stream.call(IN_ORDER, where, this.filter.within(slice));
			return switch (this.dialect) {
				case POSTGRESQL -> call.one((row) -> ImageRecords.page(row.get(0, byte[].class), slice.order()::place));
				case H2 ->
					ImageSelect.read(this.dialect, call).map((rows) -> ImageJson.page(rows, slice.order()::place));
			};
		});
	}

	@Override
	public Mono<Long> count() {
		return this.regexes.run(this.filter.isMatching(), () -> {
			Where where = this.filter.byIndex(this.dialect);
			return (where.conditions().isEmpty() && this.dialect == Dialect.POSTGRESQL)
					? this.statements.sql(KEPT_COUNT).value(Long.class) : this.listing.count(where);
		});
	}

	@Override
	public Mono<byte[]> json(Page<Image> page) {
		return Mono.fromSupplier(() -> page.write(ImageJson::write));
	}

}
