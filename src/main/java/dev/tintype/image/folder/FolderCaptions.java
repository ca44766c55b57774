package dev.tintype.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Mono;

/**
 * Imports the captions that lie beside pictures, in text files with the same base name.
 */
public interface FolderCaptions {

	/**
	 * Reads the text files that are new or changed. It writes nothing.
	 * @param pictures of a chunk, each once
	 * @param extension of the text files
	 * @return what was read
	 */
	Mono<Reading> read(Collection<Picture> pictures, String extension);

	/**
	 * A picture that is registered.
	 *
	 * @param entry absolute, as the user knows it; may be a link
	 * @param path under which it is registered
	 */
	record Picture(Path entry, String path) {
	}

	/**
	 * Captions that were read and not saved yet.
	 */
	@FunctionalInterface
	interface Reading {

		/**
		 * Saves the captions, after their images are registered, in the transaction of
		 * the caller.
		 * @param operation the id of the import
		 * @return the result
		 */
		Mono<Result> save(UUID operation);

	}

	/**
	 * The result for some pictures.
	 *
	 * @param saved the number of captions that were saved
	 * @param unchanged the number of text files that were read and that the images have
	 * as captions already
	 * @param failed the text files that cannot be imported
	 */
	record Result(long saved, long unchanged, List<Fault> failed) {

		/** The result without text files. */
		public static final Result NONE = new Result(0, 0, List.of());

		/** The most faults that are kept. */
		private static final int MOST_FAULTS = 100;

		/**
		 * Adds the result for further pictures.
		 * @return the sum, with the first faults
		 */
		public Result plus(Result more) {
			List<Fault> all = new ArrayList<>(this.failed);
			all.addAll(more.failed.subList(0, Math.min(more.failed.size(), Math.max(0, MOST_FAULTS - all.size()))));
			return new Result(this.saved + more.saved, this.unchanged + more.unchanged, all);
		}

	}

	/**
	 * A text file that cannot be imported.
	 *
	 * @param reason a text for people
	 */
	record Fault(String path, String reason) {
	}

}
