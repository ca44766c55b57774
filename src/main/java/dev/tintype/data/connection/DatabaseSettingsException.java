package dev.tintype.data.connection;

import dev.tintype.support.StartException;

/**
 * The settings do not describe a database. The message never repeats a value that may
 * contain a password.
 */
public class DatabaseSettingsException extends StartException {

	private static final long serialVersionUID = 1L;

	public DatabaseSettingsException(String message) {
		super(message);
	}

}
