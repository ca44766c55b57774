package dev.tintype.data.storage;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * The storage does not do its work at the moment. It is no {@code IOException}, which
 * many callers take for a missing file.
 */
public class StorageUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1;

	/**
	 * Creates a failure.
	 * @param message for the log, without credentials
	 * @param cause of the failure, null for none
	 */
	public StorageUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
