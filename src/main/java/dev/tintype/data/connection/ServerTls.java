package dev.tintype.data.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Objects;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import dev.tintype.support.DataSettings;
import dev.tintype.support.StartException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The certificates of connections to PostgreSQL, read from PEM files, for both drivers.
 *
 * @param trust decides which servers are trusted
 * @param key presents the client's own certificate, null without one
 */
record ServerTls(TrustManagerFactory trust, @Nullable KeyManagerFactory key) {

	/** The value of {@code sslrootcert} that selects the authorities that Java trusts. */
	private static final String SYSTEM = "system";

	/** Where libpq looks for the certificate of the authority. */
	private static final String USUAL = "~/.postgresql/root.crt";

	/**
	 * Combines a mode with options, as libpq does.
	 * @param mode null if none is given
	 * @param options with or without file names
	 * @return the resulting mode
	 * @throws DatabaseSettingsException if options would have no effect, or too little
	 */
	static SslMode mode(@Nullable SslMode mode, UrlOptions options) {
		String root = options.get(UrlOption.SSL_ROOT_CERT);
		SslMode meant = (mode != null) ? mode : SslMode.PREFER;
		if (options.get(UrlOption.SSL_CERT) == null != (options.get(UrlOption.SSL_KEY) == null)) {
			throw new DatabaseSettingsException("The options sslcert and sslkey of the database's URL need each other");
		}
		if (SYSTEM.equals(root)) {
			if (mode != null && mode != SslMode.VERIFY_FULL) {
				throw new DatabaseSettingsException(
						"sslrootcert=system needs sslmode=verify-full, not sslmode=" + mode.word());
			}
			return SslMode.VERIFY_FULL;
		}
		boolean used = meant.compareTo(SslMode.REQUIRE) >= 0;
		if (!used && (root != null || options.get(UrlOption.SSL_CERT) != null
				|| "direct".equals(options.get(UrlOption.SSL_NEGOTIATION)))) {
			throw new DatabaseSettingsException("The options of the database's URL that begin with ssl have no effect"
					+ " with sslmode=" + meant.word() + ": write sslmode=verify-full, verify-ca or require");
		}
		return (root != null && meant == SslMode.REQUIRE) ? SslMode.VERIFY_CA : meant;
	}

	/**
	 * Reads the files.
	 * @param mode as {@link #mode} returns it
	 * @return null if the drivers need no certificates
	 * @throws DatabaseSettingsException if a file is missing or has the wrong content
	 */
	static @Nullable ServerTls read(SslMode mode, UrlOptions options) {
		boolean verifies = mode.compareTo(SslMode.VERIFY_CA) >= 0;
		if (!verifies && options.get(UrlOption.SSL_CERT) == null) {
			return null;
		}
		TrustManagerFactory trust = verifies ? authorities(mode, options.get(UrlOption.SSL_ROOT_CERT))
				: InsecureTrustManagerFactory.INSTANCE;
		return new ServerTls(trust, key(options));
	}

	private static TrustManagerFactory authorities(SslMode mode, @Nullable String root) {
		PemSslStoreDetails details = null;
		if (root != null && !root.equals(SYSTEM)) {
			details = PemSslStoreDetails.forCertificates(pem(UrlOption.SSL_ROOT_CERT, root));
		}
		else if (root == null && Files.isRegularFile(usual())) {
			details = PemSslStoreDetails.forCertificates(pem(UrlOption.SSL_ROOT_CERT, USUAL));
		}
		else if (root == null && mode == SslMode.VERIFY_CA) {
			// Any site on the Internet has a certificate of an authority that Java
			// trusts.
			throw new DatabaseSettingsException("sslmode=verify-ca needs the certificate of an authority:"
					+ " write sslrootcert=FILE, or sslmode=verify-full");
		}
		try {
			PemSslStore store = (details != null) ? PemSslStore.load(details) : null;
			return SslBundle.of(new PemSslStoreBundle(null, store)).getManagers().getTrustManagerFactory();
		}
		catch (RuntimeException ex) {
			throw unusable(UrlOption.SSL_ROOT_CERT, "it has no certificate that can be read");
		}
	}

	private static Path usual() {
		return DataSettings.absolute(USUAL);
	}

	private static @Nullable KeyManagerFactory key(UrlOptions options) {
		String certificate = options.get(UrlOption.SSL_CERT);
		String key = options.get(UrlOption.SSL_KEY);
		if (certificate == null || key == null) {
			return null;
		}
		PemSslStoreDetails details = PemSslStoreDetails.forCertificates(pem(UrlOption.SSL_CERT, certificate))
			.withPrivateKey(pem(UrlOption.SSL_KEY, key))
			.withPrivateKeyPassword(options.get(UrlOption.SSL_PASSWORD));
		try {
			PemSslStore store = Objects.requireNonNull(PemSslStore.load(details));
			requirePair(Objects.requireNonNull(store.privateKey()),
					Objects.requireNonNull(store.certificates()).get(0).getPublicKey());
			return SslBundle.of(new PemSslStoreBundle(store, null)).getManagers().getKeyManagerFactory();
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw unusable(UrlOption.SSL_KEY, "the key cannot be read, or is not that of the certificate sslcert"
					+ "; an encrypted key needs sslpassword");
		}
	}

	// The server would end the connection without a reason.
	private static void requirePair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
		String algorithm = switch (key.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			default -> key.getAlgorithm();
		};
		Signature signing = Signature.getInstance(algorithm);
		signing.initSign(key);
		signing.update((byte) 1);
		Signature verifying = Signature.getInstance(algorithm);
		verifying.initVerify(certified);
		verifying.update((byte) 1);
		if (!verifying.verify(signing.sign())) {
			throw new SignatureException("The key does not match the certificate");
		}
	}

	private static String pem(UrlOption option, String file) {
		String text;
		try {
			text = Files.readString(DataSettings.absolute(file), StandardCharsets.ISO_8859_1);
		}
		catch (IOException | StartException ex) {
			throw unusable(option, "the file " + file + " cannot be read");
		}
		if (!text.contains("-----BEGIN ")) {
			throw unusable(option, "the file " + file + " is not in PEM");
		}
		return text;
	}

	private static DatabaseSettingsException unusable(UrlOption option, String reason) {
		return new DatabaseSettingsException("The option " + option.word() + " of the database's URL: " + reason);
	}

	/**
	 * Configures the reactive driver.
	 * @param context of the driver, which trusts every server if none is verified
	 * @return the same context
	 */
	SslContextBuilder apply(SslContextBuilder context) {
		context.trustManager(this.trust);
		return (this.key != null) ? context.keyManager(this.key) : context;
	}

	/**
	 * Configures JDBC.
	 * @return opens sockets with these certificates
	 */
	SSLSocketFactory socketFactory() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((this.key != null) ? this.key.getKeyManagers() : new KeyManager[0],
					this.trust.getTrustManagers(), null);
			return context.getSocketFactory();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
