/**
 * Keeps places, finds those near a point, and finds places where many photos were taken.
 *
 * <p>
 * The number of photos of a location is counted in the index of their coordinates when it
 * is read ({@code LocationSql}). So it is exact, whatever moves, rejects or deletes
 * photos. The column {@code photo_count}, which other applications read, has the number
 * of when the location was last written.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "library.geo", "library.photo", "support", "web.http",
		"web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.place;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
