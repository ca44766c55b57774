package dev.tintype.caption.claim;

import java.time.Instant;

import dev.tintype.caption.run.Run;

/**
 * A run whose row is locked.
 *
 * @param now the time of the database, to which all leases refer
 */
record LockedRun(Run run, Instant now) {
}
