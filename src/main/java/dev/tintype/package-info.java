/**
 * Tintype, the data service behind AI image applications: one module a feature.
 */
@NullMarked
package dev.tintype;

import org.jspecify.annotations.NullMarked;
