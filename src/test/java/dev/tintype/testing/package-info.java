/**
 * Tools that the tests of all modules share: databases, and the service started on one.
 */
@NullMarked
package dev.tintype.testing;

import org.jspecify.annotations.NullMarked;
