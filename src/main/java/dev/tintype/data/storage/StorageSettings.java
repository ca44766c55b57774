package dev.tintype.data.storage;

import java.util.Locale;

import dev.tintype.support.StartException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where stored files are.
 *
 * @param storage {@code folder}, the data folder, or {@code s3}
 */
@ConfigurationProperties("tintype")
public record StorageSettings(@DefaultValue("folder") Kind storage) {

	/**
	 * Requires that stored files are in the data folder.
	 * @throws StartException if an archive cannot contain them
	 */
	public void requireFolder() {
		if (this.storage != Kind.FOLDER) {
			throw new StartException("An archive can contain the files of the data folder only, and the files are in "
					+ this.storage.word() + ": leave the files out");
		}
	}

	/** A kind of storage. */
	public enum Kind {

		/** The data folder. */
		FOLDER,

		/** A bucket of an S3-compatible server. */
		S3;

		/**
		 * The name in settings and reports.
		 * @return in lower case
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
