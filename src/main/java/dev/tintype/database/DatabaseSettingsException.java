package dev.tintype.database;

import dev.tintype.support.StartException;

/**
 * Settings that name no database. The message never repeats a value that may hold a
 * password.
 */
class DatabaseSettingsException extends StartException {

	private static final long serialVersionUID = 1L;

	DatabaseSettingsException(String message) {
		super(message);
	}

}
