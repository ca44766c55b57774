/**
 * Stores files in a bucket of an S3-compatible server.
 *
 * <p>
 * {@code S3Storage} does what {@code Storage} says, and {@code S3Uploads} and
 * {@code S3Object} move the bytes. {@code S3Calls} sends requests and turns the failures
 * of the server into those of {@code Storage}. {@code S3Configuration} creates all of
 * them only if {@code tintype.storage} is {@code s3}.
 */
@ApplicationModule(allowedDependencies = { "data.storage", "support" })
@NullMarked
package dev.tintype.data.s3;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
