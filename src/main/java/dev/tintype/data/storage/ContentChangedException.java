package dev.tintype.data.storage;

import java.io.IOException;
import java.io.Serial;

/**
 * A file has other bytes than its caller knows.
 */
public class ContentChangedException extends IOException {

	@Serial
	private static final long serialVersionUID = 1;

	/**
	 * Creates a failure.
	 * @param key of the file
	 */
	public ContentChangedException(String key) {
		super(key);
	}

}
