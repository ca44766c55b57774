package dev.tintype.data.storage;

import java.util.Locale;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where stored files are.
 *
 * @param storage {@code folder}, the data folder, or {@code s3}
 */
@ConfigurationProperties("tintype")
public record StorageSettings(@DefaultValue("folder") Kind storage) {

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
