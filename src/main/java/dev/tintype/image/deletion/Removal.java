package dev.tintype.image.deletion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The images that a transaction deletes, whose files are deleted after it.
 */
final class Removal {

	private final List<Deleted> images = new ArrayList<>();

	/** Forgets the images of an attempt that was rolled back. */
	synchronized void begin() {
		this.images.clear();
	}

	synchronized void add(List<Deleted> more) {
		this.images.addAll(more);
	}

	/** Forgets images that still exist. */
	synchronized void retract(Set<UUID> existing) {
		this.images.removeIf((image) -> existing.contains(image.imageId()));
	}

	synchronized List<Deleted> images() {
		return List.copyOf(this.images);
	}

	/**
	 * A deleted image.
	 *
	 * @param location of its stored file, an empty text if it had none
	 */
	record Deleted(UUID imageId, String location) {
	}

}
