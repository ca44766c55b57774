package dev.tintype.security.key;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.security.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A new key with its secret, which nobody can read again.
 *
 * @param id of the key
 * @param name given by people
 * @param prefix the beginning of the secret
 * @param key the secret
 * @param scope what the key allows
 * @param createdBy the principal that created it, null for a command
 * @param createdAt when it was created
 * @param expiresAt null if it never expires
 */
public record NewKey(UUID id, String name, String prefix, String key, String scope, @Nullable String createdBy,
		Instant createdAt, @Nullable Instant expiresAt) {

	static NewKey of(ApiKey key, Secret secret) {
		return new NewKey(key.id(), key.name(), key.prefix(), secret.text(), key.scope(), key.createdBy(),
				key.createdAt(), key.expiresAt());
	}

	/** Hides the secret from logs. */
	@Override
	public String toString() {
		return "NewKey[" + this.id + "]";
	}

}
