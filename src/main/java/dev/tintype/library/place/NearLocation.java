package dev.tintype.library.place;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * A location near a point.
 *
 * @param distance in metres, rounded to millimetres
 */
record NearLocation(@JsonUnwrapped Location location, double distance) {

	private static final int MILLIMETRES = 1_000;

	/** The nearest first. */
	static final Orders<NearLocation> ORDERS = Orders
		.of(Order.of("distance", Key.number("distance", (near) -> Math.round(near.distance() * MILLIMETRES)),
				Key.id("id", (near) -> near.location().id())));

	static NearLocation of(Location location, double metres) {
		return new NearLocation(location, (double) Math.round(metres * MILLIMETRES) / MILLIMETRES);
	}

}
