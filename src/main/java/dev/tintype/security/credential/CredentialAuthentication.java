package dev.tintype.security.credential;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.web.http.Caller;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Valid credentials, as Spring Security has them. It contains no secret.
 */
public final class CredentialAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final Credential credential;

	private final transient Caller caller;

	/** When the last use was recorded, null if never. */
	private final transient AtomicReference<@Nullable Instant> recorded;

	/**
	 * Creates the authentication of valid credentials.
	 * @param credential the credentials
	 */
	public CredentialAuthentication(Credential credential) {
		super(AuthorityUtils.createAuthorityList(List.of("SCOPE_" + credential.scope().word())));
		this.credential = credential;
		this.caller = credential.caller();
		this.recorded = new AtomicReference<>(credential.lastUsedAt());
		super.setAuthenticated(true);
	}

	/**
	 * Returns the credentials.
	 * @return never null
	 */
	public Credential credential() {
		return this.credential;
	}

	/**
	 * Returns the caller for the handlers.
	 * @return the same object each time
	 */
	public Caller caller() {
		return this.caller;
	}

	/**
	 * Tells whether a use should be recorded after this request.
	 * @return whether the last record is too old, or there is none
	 */
	public boolean isUseDue() {
		Instant last = this.recorded.get();
		return this.credential.kind() != Credential.Kind.TOKEN
				&& (last == null || last.isBefore(Instant.now().minus(Credentials.USE_RECORDED)));
	}

	/**
	 * Takes the right to record a use, so that one of many requests does it.
	 * @param before the time since when a use need not be recorded again
	 * @param now the time of the use
	 * @return whether the caller must record it
	 */
	boolean takeUse(Instant before, Instant now) {
		Instant last = this.recorded.get();
		return (last == null || last.isBefore(before)) && this.recorded.compareAndSet(last, now);
	}

	@Override
	public Object getCredentials() {
		return "";
	}

	@Override
	public Object getPrincipal() {
		return this.credential.principal();
	}

}
