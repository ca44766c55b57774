package dev.tintype.library.place;

import java.util.List;
import java.util.UUID;

import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import org.jspecify.annotations.Nullable;

/**
 * A place where several photos were taken.
 *
 * @param latitude the mean of the photos, in degrees
 * @param longitude the mean of the photos, in degrees
 * @param photoIds the first photos, at most 10
 * @param locationId the nearest location whose circle contains the mean; null for none
 */
record Hotspot(double latitude, double longitude, int photoCount, List<UUID> photoIds, String suggestedName,
		@Nullable UUID locationId) {

	/** Most photos first. */
	static final Orders<Hotspot> ORDERS = Orders
		.of(Order.of("photo_count", Key.<Hotspot>number("photo_count", (hotspot) -> (long) hotspot.photoCount()).down(),
				Key.id("photo_id", (hotspot) -> hotspot.photoIds().get(0))));

	Hotspot named(String name, @Nullable UUID location) {
		return new Hotspot(this.latitude, this.longitude, this.photoCount, this.photoIds, name, location);
	}

}
