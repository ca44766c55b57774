package dev.tintype.image.folder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.image.registry.Image;
import org.jspecify.annotations.Nullable;

/**
 * Counts the files of a registered folder, and collects the first images for a JSON
 * response.
 */
final class FolderSummary {

	/** The maximum number of images, and of skipped files, in one response. */
	static final int LISTED = 10_000;

	private final Map<FileEvent.Kind, Long> counts = new EnumMap<>(FileEvent.Kind.class);

	private final List<Image> images = new ArrayList<>();

	private final List<Skipped> skipped = new ArrayList<>();

	private boolean truncated;

	private final SidecarOption sidecars;

	/**
	 * Creates a summary without files.
	 * @param sidecars counts the captions
	 */
	FolderSummary(SidecarOption sidecars) {
		this.sidecars = sidecars;
	}

	/**
	 * Counts events.
	 * @param events in order
	 */
	void count(List<FileEvent> events) {
		events.forEach((event) -> this.counts.merge(event.event(), 1L, Long::sum));
	}

	/**
	 * Counts events and collects the images and skipped files for the response.
	 * @param events in order
	 */
	void keep(List<FileEvent> events) {
		count(events);
		for (FileEvent event : events) {
			if (event.image() != null) {
				keep(this.images, event.image());
			}
			else {
				keep(this.skipped, new Skipped(event.path(), Objects.requireNonNullElse(event.reason(), "")));
			}
		}
	}

	Answer answer() {
		return new Answer(this.images, this.truncated, total(), of(FileEvent.Kind.REGISTERED),
				of(FileEvent.Kind.UPDATED), of(FileEvent.Kind.UNCHANGED), this.skipped, this.sidecars.result());
	}

	Finished finished() {
		return new Finished("finished", total(), total(), of(FileEvent.Kind.REGISTERED), of(FileEvent.Kind.UPDATED),
				of(FileEvent.Kind.UNCHANGED), of(FileEvent.Kind.SKIPPED), this.sidecars.result());
	}

	private <T> void keep(List<T> list, T item) {
		if (list.size() < LISTED) {
			list.add(item);
		}
		else {
			this.truncated = true;
		}
	}

	private long of(FileEvent.Kind kind) {
		return this.counts.getOrDefault(kind, 0L);
	}

	private long total() {
		return this.counts.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * The JSON response.
	 *
	 * @param images the first {@link #LISTED} images, in the order of the walk
	 * @param truncated whether there are more than are listed
	 * @param total the number of files
	 * @param registered the number of new files
	 * @param updated the number of files that were read again
	 * @param unchanged the number of files that were not
	 * @param skipped the files that cannot be registered
	 * @param sidecars the imported captions, null if none were requested
	 */
	record Answer(List<Image> images, boolean truncated, long total, long registered, long updated, long unchanged,
			List<Skipped> skipped, FolderCaptions.@Nullable Result sidecars) {
	}

	/**
	 * A file that cannot be registered.
	 *
	 * @param reason a text for people
	 */
	record Skipped(String path, String reason) {
	}

	/**
	 * The last event of a stream.
	 *
	 * @param event always {@code finished}
	 * @param done the number of finished files
	 * @param total the number of files
	 * @param registered the number of new files
	 * @param updated the number of files that were read again
	 * @param unchanged the number of files that were not
	 * @param skipped the number of files that cannot be registered
	 * @param sidecars as in the JSON response
	 */
	record Finished(String event, long done, long total, long registered, long updated, long unchanged, long skipped,
			FolderCaptions.@Nullable Result sidecars) {
	}

}
