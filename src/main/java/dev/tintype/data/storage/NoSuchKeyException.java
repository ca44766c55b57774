package dev.tintype.data.storage;

import java.io.IOException;
import java.io.Serial;

/**
 * No file is stored under a key.
 */
public class NoSuchKeyException extends IOException {

	@Serial
	private static final long serialVersionUID = 1;

	NoSuchKeyException(String key) {
		super(key);
	}

}
