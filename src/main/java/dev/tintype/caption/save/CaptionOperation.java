package dev.tintype.caption.save;

import java.util.UUID;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One operation on captions, such as the save of a batch or a stream.
 *
 * @param operationId the id, which all its captions have
 * @param kind what it does
 * @param label the name that the client gave it, or null
 * @param recorded whether it has a separate row. Batches and streams have one, and so has
 * everything with a label
 * @param overwrite whether the save ignores rank
 */
public record CaptionOperation(UUID operationId, CaptionKind kind, @Nullable String label, boolean recorded,
		boolean overwrite) {

	/**
	 * Creates the operation of a batch or stream, with a new id.
	 * @param label the name that the client gave it, or null
	 * @param overwrite whether the save ignores rank
	 * @return an operation with a row
	 */
	public static CaptionOperation ofMany(CaptionKind kind, @Nullable String label, boolean overwrite) {
		return new CaptionOperation(Ids.next(), kind, label, true, overwrite);
	}

	/**
	 * Creates the operation of a single caption, with a new id.
	 * @param label the name that the client gave it, or null
	 * @param overwrite whether the save ignores rank
	 * @return an operation that has a row only if it has a label
	 */
	public static CaptionOperation ofOne(CaptionKind kind, @Nullable String label, boolean overwrite) {
		return new CaptionOperation(Ids.next(), kind, label, label != null, overwrite);
	}

}
