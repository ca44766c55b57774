package dev.tintype.data.connection;

import dev.tintype.support.StartException;

/**
 * Settings that name no database. The message never repeats a value that may hold a
 * password.
 */
public class DatabaseSettingsException extends StartException {

	private static final long serialVersionUID = 1L;

	public DatabaseSettingsException(String message) {
		super(message);
	}

}
