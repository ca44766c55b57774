package dev.tintype.image.folder;

import dev.tintype.image.folder.FileEvent.Kind;
import dev.tintype.image.registry.Image;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The result for one file of a chunk.
 *
 * @param image the image, null when it is not read or the file was skipped
 * @param reason why the file was skipped, null when it was not
 */
record FileOutcome(Kind kind, @Nullable Image image, String path, @Nullable String reason) {

	FileOutcome with(@Nullable Image found) {
		if (this.kind == Kind.SKIPPED) {
			return this;
		}
		return (found != null) ? new FileOutcome(this.kind, found, this.path, null)
				: new FileOutcome(Kind.SKIPPED, null, this.path, "the image was deleted meanwhile");
	}

	// A skipped file is reported under the name of its link, which is the name that
	// the user knows.
	FileOutcome as(FoundFile file) {
		return (this.kind == Kind.SKIPPED) ? new FileOutcome(this.kind, null, FileNames.text(file.entry()), this.reason)
				: this;
	}

	static boolean isSkipped(@Nullable FileOutcome outcome) {
		return outcome != null && outcome.kind() == Kind.SKIPPED;
	}

	FileOutcome again() {
		return (this.kind != Kind.SKIPPED) ? new FileOutcome(Kind.UNCHANGED, this.image, this.path, null) : this;
	}

}
