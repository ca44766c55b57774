package dev.tintype.testing;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * An identity provider. Only tests that import it know its key.
 */
public class TokenIssuer {

	private static final KeyPair KEYS = keys();

	@Bean
	ReactiveJwtDecoder jwtDecoder() {
		return NimbusReactiveJwtDecoder.withPublicKey((RSAPublicKey) KEYS.getPublic()).build();
	}

	/**
	 * Issues a token of the subject {@code grace}.
	 * @param expires when it ends
	 * @param claims further claims
	 * @return for the header {@code Authorization}
	 */
	public static String bearer(Instant expires, Map<String, Object> claims) {
		JwtClaimsSet.Builder set = JwtClaimsSet.builder()
			.subject("grace")
			.issuedAt(expires.minusSeconds(600))
			.expiresAt(expires);
		claims.forEach(set::claim);
		return bearer(set.build());
	}

	/**
	 * Issues a token that never expires.
	 * @param scope of the token
	 * @return for the header {@code Authorization}
	 */
	public static String unending(String scope) {
		return bearer(JwtClaimsSet.builder().subject("grace").claim("scope", scope).build());
	}

	private static String bearer(JwtClaimsSet claims) {
		return "Bearer "
				+ NimbusJwtEncoder.withKeyPair((RSAPublicKey) KEYS.getPublic(), (RSAPrivateKey) KEYS.getPrivate())
					.build()
					.encode(JwtEncoderParameters.from(claims))
					.getTokenValue();
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
