package dev.tintype.image.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
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

	private static final Plan SORTED_H2 = Plan.idsFirst(TABLE, "i.image_id");

	private static final String BY_IDS = """
			FROM unnest(CAST(:ids AS UUID ARRAY)) WITH ORDINALITY AS o(image_id, place)
			JOIN images i ON i.image_id = o.image_id ORDER BY o.place""";

	/** H2 knows the number of rows of a table, so its schema has no stored count. */
	private static final String KEPT_COUNT = """
			/* countAllImages */ SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM image_counts
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final ImageFilter filter;

	private final String seed;

	private final SortedIds sorted = new SortedIds(this::sorting);

	private final Listing<Image> listing;

	private final Listing<Image> stream;

	ImageRows(Statements statements, Dialect dialect, RegexLimit regexes, ImageFilter filter, String seed) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.filter = filter;
		this.seed = seed;
		this.listing = listing("listImages");
		this.stream = listing("streamImages");
	}

	private Listing<Image> listing(String name) {
		return new Listing<>(this.statements, "Images", TABLE, (from) -> ImageSelect.of(this.dialect, name, from),
				(call) -> ImageSelect.read(this.dialect, call));
	}

	@Override
	public Mono<List<Image>> page(Slice<Image> slice) {
		return this.regexes.run(this.filter.isMatching(),
				() -> this.listing.page(plan(slice), this.filter.byIndex(this.dialect), this.filter.within(slice)));
	}

	private Plan plan(Slice<Image> slice) {
		if (ImageOrders.isSorted(slice.order())) {
			return seeded(slice.order(), this.dialect.choose(SORTED_H2, PASSING_OVER_POSTGRESQL));
		}
		return (slice.offset() > 0) ? this.dialect.choose(IN_ORDER, PASSING_OVER_POSTGRESQL) : IN_ORDER;
	}

	private Plan seeded(Order<Image> order, Plan plan) {
		return !ImageOrders.isRandom(order) ? plan : (where, slice) -> {
			Plan.Found found = plan.find(where, slice);
			Map<String, Object> values = new HashMap<>(found.values());
			values.put(ImageOrders.SEED, this.seed);
			return new Plan.Found(found.sql(), values);
		};
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<Image> slice) {
		return this.regexes.run(this.filter.regex() != null,
				() -> ImageOrders.isSorted(slice.order()) ? sortedLines(slice)
						: lines(this.stream.call(IN_ORDER, scan(), this.filter.within(slice)), slice.order()));
	}

	private Where scan() {
		return this.filter.byScan(this.dialect, this.regexes.usual());
	}

	private Mono<NdjsonPage> lines(Statements.Call call, Order<Image> order) {
		return switch (this.dialect) {
			case POSTGRESQL -> call.one((row) -> ImageRecords.page(row.get(0, byte[].class), order::place));
			case H2 -> ImageSelect.read(this.dialect, call).map((rows) -> ImageJson.page(rows, order::place));
		};
	}

	private Mono<NdjsonPage> sortedLines(Slice<Image> slice) {
		return this.sorted.next(slice.order(), slice.limit())
			.flatMap((ids) -> ids.isEmpty() ? Mono.just(NdjsonPage.EMPTY)
					: lines(this.statements.sql(ImageSelect.of(this.dialect, "streamSortedImages", BY_IDS))
						.bind("ids", ids.toArray(UUID[]::new)), slice.order()))
			// The place is known here. Deleted images make a page shorter.
			.map((page) -> new NdjsonPage(page.lines(), page.rows(), new Cursor(slice.order().name(), List.of(), 0),
					!this.sorted.isAtEnd(), null));
	}

	private Statements.Call sorting(String columns, Slice<Image> slice) {
		return new Listing<Image>(this.statements, "Images", TABLE,
				(from) -> "/* sortImages */ SELECT " + columns + " " + from, (call) -> Mono.just(List.of()))
			.call(seeded(slice.order(), IN_ORDER), scan(), slice);
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
