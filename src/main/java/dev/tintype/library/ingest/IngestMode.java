package dev.tintype.library.ingest;

/**
 * How pictures are ingested.
 *
 * @param copy whether registered files are copied into the library
 * @param asks whether a picture that is like an asset waits for a decision
 */
record IngestMode(boolean copy, boolean asks) {
}
