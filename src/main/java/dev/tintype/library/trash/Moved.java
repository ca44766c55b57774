package dev.tintype.library.trash;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many assets were moved to the trash or out of it.
 *
 * @param unchanged the number of assets that were there already
 * @param missing the unknown ids, as the client sent them
 */
public record Moved(long changed, long unchanged, List<String> missing) {

	/** No assets. */
	static final Moved NONE = new Moved(0, 0, List.of());

	Moved plus(Moved more) {
		return new Moved(this.changed + more.changed, this.unchanged + more.unchanged,
				Stream.concat(this.missing.stream(), more.missing.stream()).toList());
	}

}
