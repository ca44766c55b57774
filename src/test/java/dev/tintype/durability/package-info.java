/**
 * What was acknowledged survives the sudden end of the service and of its database.
 */
@NullMarked
package dev.tintype.durability;

import org.jspecify.annotations.NullMarked;
