/**
 * Tintype, the data service behind AI image applications: wings of modules.
 */
@NullMarked
package dev.tintype;

import org.jspecify.annotations.NullMarked;
