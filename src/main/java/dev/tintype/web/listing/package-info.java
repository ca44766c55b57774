/**
 * Listings: pages with totals and cursors, and streams of rows.
 */
@ApplicationModule(
		allowedDependencies = { "data.batch", "data.change", "data.sql", "support", "web.http", "web.ndjson" })
@NullMarked
package dev.tintype.web.listing;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
