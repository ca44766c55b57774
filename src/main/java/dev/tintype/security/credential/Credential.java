package dev.tintype.security.credential;

import java.io.Serializable;
import java.time.Instant;

import dev.tintype.web.http.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Valid credentials.
 *
 * @param kind of the credentials
 * @param hash by which the database knows them; empty for a token of an identity provider
 * @param name of the key, the user or the subject
 * @param principal the same as {@code kind:id}, unique among all callers
 * @param scope what they allow
 * @param expiresAt null if they never expire
 * @param lastUsedAt as the database has it, null if they were never used
 */
public record Credential(Kind kind, String hash, String name, String principal, Scope scope,
		@Nullable Instant expiresAt, @Nullable Instant lastUsedAt) implements Serializable {

	/**
	 * Returns the caller for the handlers.
	 * @return a caller with a principal
	 */
	public Caller caller() {
		return new Caller(this.principal, this.scope == Scope.ADMIN);
	}

	/**
	 * Tells whether the credentials have expired.
	 * @param now the time
	 * @return whether they are no longer valid
	 */
	public boolean isExpired(Instant now) {
		return this.expiresAt != null && !now.isBefore(this.expiresAt);
	}

	/** The kinds of credentials. */
	public enum Kind {

		/** A key of a program. */
		KEY,

		/** A session of a user. */
		SESSION,

		/** A token of an identity provider. */
		TOKEN

	}

}
