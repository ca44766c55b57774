package dev.tintype.operation.copy;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * A reason why a backup or restore failed and changed nothing. It is one line for the
 * user, without credentials.
 */
public final class ArchiveException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ArchiveException(String message) {
		super(message);
	}

	public ArchiveException(String message, Throwable cause) {
		super(message + ": " + reason(cause), cause);
	}

	// The file system's own message is often only the path.
	private static String reason(Throwable cause) {
		if (cause instanceof NoSuchFileException) {
			return "no such file or directory";
		}
		if (cause instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (cause instanceof FileAlreadyExistsException) {
			return "it exists; --replace replaces it";
		}
		String message = (cause instanceof FileSystemException file && file.getReason() != null) ? file.getReason()
				: cause.getMessage();
		return Objects.requireNonNullElse(message, cause.getClass().getSimpleName())
			.lines()
			.findFirst()
			.orElse("")
			.strip();
	}

}
