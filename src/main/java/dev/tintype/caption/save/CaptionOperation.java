package dev.tintype.caption.save;

import java.util.UUID;

import dev.tintype.support.Ids;

/**
 * One save: of a single caption, a batch or a stream.
 *
 * @param operationId stands in every caption that it writes
 * @param recorded whether it gets a row of its own, as batches and streams do
 * @param overwrite whether rank is ignored
 */
record CaptionOperation(UUID operationId, boolean recorded, boolean overwrite) {

	/**
	 * A batch or a stream.
	 * @param overwrite whether rank is ignored
	 * @return with an id of its own
	 */
	static CaptionOperation ofMany(boolean overwrite) {
		return new CaptionOperation(Ids.next(), true, overwrite);
	}

	/**
	 * A single caption.
	 * @param overwrite whether rank is ignored
	 * @return with an id of its own
	 */
	static CaptionOperation ofOne(boolean overwrite) {
		return new CaptionOperation(Ids.next(), false, overwrite);
	}

}
