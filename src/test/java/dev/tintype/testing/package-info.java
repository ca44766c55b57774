/**
 * What the tests of every module share: databases, and the service started on one.
 */
@NullMarked
package dev.tintype.testing;

import org.jspecify.annotations.NullMarked;
