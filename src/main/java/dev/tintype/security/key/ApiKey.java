package dev.tintype.security.key;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param id of the key
 * @param name given by people
 * @param prefix the beginning of the secret
 * @param scope what the key allows
 * @param createdBy the principal that created it, null for a command
 * @param createdAt when it was created
 * @param expiresAt null if it never expires
 * @param revokedAt null if it was not revoked
 * @param lastUsedAt null if it was never used, otherwise exact to a minute
 */
public record ApiKey(UUID id, String name, String prefix, String scope, @Nullable String createdBy, Instant createdAt,
		@Nullable Instant expiresAt, @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {

	static final String COLUMNS = "k.key_id, k.name, k.prefix, k.scope, k.created_by, k.created_at, k.expires_at, "
			+ "k.revoked_at, k.last_used_at";

	static ApiKey of(Readable row) {
		return new ApiKey(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, String.class), row.get(4, String.class),
				Columns.get(row, 5, Instant.class), row.get(6, Instant.class), row.get(7, Instant.class),
				row.get(8, Instant.class));
	}

}
