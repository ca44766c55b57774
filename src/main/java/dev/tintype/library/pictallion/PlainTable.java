package dev.tintype.library.pictallion;

import java.util.Map;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are copied one by one.
 *
 * @param target the table of the service
 * @param key a unique text column besides the id, or null
 * @param conversion gives the values by column, or throws a {@link RowFault}
 */
record PlainTable(TargetTable target, @Nullable String key,
		BiFunction<SourceRow, ImportState, Map<String, @Nullable Object>> conversion) {

	String name() {
		return this.target.name();
	}

}
