package dev.tintype.security.user;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;

/**
 * A user without the hash of the password.
 *
 * @param id of the user
 * @param username unique, with upper and lower case distinguished
 * @param role viewer, editor or admin
 * @param isEnabled whether the user may sign in
 * @param createdAt when the user was added
 */
public record User(UUID id, String username, String role, boolean isEnabled, Instant createdAt) {

	static final String COLUMNS = "u.id, u.username, u.role, u.is_enabled, u.created_at";

	static User of(Readable row) {
		return new User(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, Boolean.class),
				Columns.get(row, 4, Instant.class));
	}

}
