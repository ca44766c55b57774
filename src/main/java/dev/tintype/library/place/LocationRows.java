package dev.tintype.library.place;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Lists the locations.
 */
@Repository
class LocationRows implements Rows<Location> {

	/** Counts each location once, although the order and the cursor need the number. */
	private static final String COUNTED = "(SELECT l.*, " + LocationSql.COUNT
			+ " AS counted FROM locations l OFFSET 0) l";

	private final Orders<Location> orders;

	private final Rows<Location> counted;

	private final Rows<Location> plain;

	LocationRows(Statements statements, Dialect dialect) {
		Key<Location> id = Key.id("l.id", Location::id);
		Key<Location> name = Key.text(dialect.choose("STRINGTOUTF8(l.name)", "l.name"), Location::name)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		Order<Location> byCount = Order.of("photo_count", Key.number("l.counted", Location::photoCount).down(), name,
				id);
		this.orders = new Orders<>(byCount, List.of(), Order.of("id", id));
		this.counted = new Listing<Location>(statements, "CountedLocations", COUNTED, Location.columns("l.counted"),
				Location::of)
			.rows(Where.ALL);
		this.plain = new Listing<Location>(statements, "Locations", "locations l", Location.columns(LocationSql.COUNT),
				Location::of)
			.rows(Where.ALL);
	}

	/**
	 * The location with most photos first. A stream is ordered by id, because the numbers
	 * change.
	 */
	Orders<Location> orders() {
		return this.orders;
	}

	@Override
	public Mono<List<Location>> page(Slice<Location> slice) {
		boolean isByCount = slice.order().name().equals(this.orders.initial().name());
		return (isByCount ? this.counted : this.plain).page(slice);
	}

	@Override
	public Mono<Long> count() {
		return this.plain.count();
	}

}
