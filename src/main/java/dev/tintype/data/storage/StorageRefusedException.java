package dev.tintype.data.storage;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * The storage refuses the service until somebody changes its settings or its rights.
 */
public class StorageRefusedException extends StorageUnavailableException {

	@Serial
	private static final long serialVersionUID = 1;

	/**
	 * Creates a failure.
	 * @param message for the log, without credentials
	 * @param cause of the failure, null for none
	 */
	public StorageRefusedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
