package dev.tintype.caption.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * All captions that an operation saved for some images. It knows where an undo leads, and
 * which caption a redo returns to.
 */
final class SavedByOperation {

	private final Map<UUID, SavedCaption> byId = new HashMap<>();

	/** The last caption of each image that was not kept. */
	private final Map<UUID, SavedCaption> last = new HashMap<>();

	SavedByOperation(List<SavedCaption> captions) {
		for (SavedCaption caption : captions) {
			this.byId.put(caption.captionId(), caption);
			if (!caption.kept()) {
				this.last.merge(caption.imageId(), caption,
						(a, b) -> (Ids.ORDER.compare(a.captionId(), b.captionId()) < 0) ? b : a);
			}
		}
	}

	/**
	 * Follows the replaced captions to the first of another operation.
	 * @return its id, or null if the image had no caption before the operation
	 */
	@Nullable UUID before(SavedCaption caption) {
		UUID replaced = caption.replaces();
		// The bound ends a circle, which only a damaged table contains.
		for (int step = 0; replaced != null && step < this.byId.size(); step++) {
			SavedCaption own = this.byId.get(replaced);
			if (own == null) {
				return replaced;
			}
			replaced = own.replaces();
		}
		return (replaced != null && this.byId.containsKey(replaced)) ? null : replaced;
	}

	/**
	 * Whether a redo returns to a caption.
	 */
	boolean isLast(SavedCaption caption) {
		return caption.equals(this.last.get(caption.imageId()));
	}

}
