/**
 * The endpoints of the feed of changes: a list that can wait, and server-sent events.
 */
@ApplicationModule(allowedDependencies = { "data.change", "support", "web.http", "web.ndjson" })
@NullMarked
package dev.tintype.operation.feed;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
