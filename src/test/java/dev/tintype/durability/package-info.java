/**
 * Acknowledged writes survive a sudden end of the service and of its database.
 */
@NullMarked
package dev.tintype.durability;

import org.jspecify.annotations.NullMarked;
