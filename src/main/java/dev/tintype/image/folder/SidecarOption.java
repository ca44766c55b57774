package dev.tintype.image.folder;

import java.util.UUID;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Whether the registration of a folder imports captions, and how many it has imported.
 */
final class SidecarOption {

	private final @Nullable String extension;

	private final UUID operation = Ids.next();

	private FolderCaptions.Result result = FolderCaptions.Result.NONE;

	/**
	 * Creates an option.
	 * @param extension of the text files, null for no import
	 */
	SidecarOption(@Nullable String extension) {
		this.extension = extension;
	}

	@Nullable String extension() {
		return this.extension;
	}

	UUID operation() {
		return this.operation;
	}

	/**
	 * Adds the result of a chunk. Several chunks may be in progress.
	 */
	synchronized void add(FolderCaptions.Result chunk) {
		this.result = this.result.plus(chunk);
	}

	/**
	 * The result so far.
	 * @return null without an import
	 */
	synchronized FolderCaptions.@Nullable Result result() {
		return (this.extension != null) ? this.result : null;
	}

}
