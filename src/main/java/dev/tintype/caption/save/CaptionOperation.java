package dev.tintype.caption.save;

import java.util.UUID;

import dev.tintype.support.Ids;

/**
 * One save: of a single caption, a batch or a stream.
 *
 * @param operationId the id, which all its captions have
 * @param recorded whether it has a separate row, as batches and streams do
 * @param overwrite whether the save ignores rank
 */
record CaptionOperation(UUID operationId, boolean recorded, boolean overwrite) {

	/**
	 * Creates the operation of a batch or stream, with a new id.
	 */
	static CaptionOperation ofMany(boolean overwrite) {
		return new CaptionOperation(Ids.next(), true, overwrite);
	}

	/**
	 * Creates the operation of a single caption, with a new id.
	 */
	static CaptionOperation ofOne(boolean overwrite) {
		return new CaptionOperation(Ids.next(), false, overwrite);
	}

}
