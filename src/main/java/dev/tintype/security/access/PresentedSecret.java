package dev.tintype.security.access;

import java.util.List;

import dev.tintype.security.credential.Credential;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A key or the token of a session that a request contains, before it is checked.
 */
final class PresentedSecret extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final Credential.Kind kind;

	private final String secret;

	PresentedSecret(Credential.Kind kind, String secret) {
		super(List.of());
		this.kind = kind;
		this.secret = secret;
	}

	Credential.Kind kind() {
		return this.kind;
	}

	@Override
	public String getCredentials() {
		return this.secret;
	}

	@Override
	public Object getPrincipal() {
		return "";
	}

	/** Hides the secret from logs. */
	@Override
	public String toString() {
		return "PresentedSecret[" + this.kind + "]";
	}

}
