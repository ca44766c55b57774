package dev.tintype.data.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Where the bucket is and how the service uses it. The values count only if
 * {@code tintype.storage} is {@code s3}.
 *
 * @param bucket which must exist
 * @param prefix of all keys; it ends with a slash or is empty
 * @param region of the bucket
 * @param endpoint of the server; null for that of AWS
 * @param pathStyle whether the bucket is a part of the path; null for true where an
 * endpoint is set
 * @param accessKey null for the default credentials provider chain of AWS
 * @param secretKey of the access key
 * @param maxConnections to the server
 * @param connectTimeout for a new connection
 * @param timeout to the first byte of a response, and for reads in total
 * @param multipartThreshold larger files are uploaded in parts
 * @param checksums {@code when-supported} or {@code when-required}
 * @param conditionalPut whether the server knows {@code If-None-Match} on a put
 */
@ConfigurationProperties("tintype.s3")
record S3Settings(@DefaultValue("") String bucket, @DefaultValue("") String prefix,
		@DefaultValue("us-east-1") String region, @Nullable URI endpoint, @Nullable Boolean pathStyle,
		@Nullable String accessKey, @Nullable String secretKey, @DefaultValue("128") int maxConnections,
		@DefaultValue("2s") Duration connectTimeout, @DefaultValue("10s") Duration timeout,
		@DefaultValue("64MB") DataSize multipartThreshold, @DefaultValue("when-supported") Checksums checksums,
		@DefaultValue("true") boolean conditionalPut) {

	/** The smallest part of a multipart upload that S3 accepts. */
	private static final DataSize SMALLEST_THRESHOLD = DataSize.ofMegabytes(5);

	S3Settings {
		prefix = normalized(prefix);
	}

	private static String normalized(String prefix) {
		String text = prefix.strip().replaceAll("^/+|/+$", "");
		return text.isEmpty() ? "" : text + "/";
	}

	/**
	 * Checks what cannot be left out.
	 * @return this
	 * @throws StartException which names the wrong setting
	 */
	S3Settings required() {
		if (!StringUtils.hasText(this.bucket)) {
			throw new StartException("tintype.s3.bucket is not set, and tintype.storage=s3 needs it");
		}
		if (StringUtils.hasText(this.accessKey) != StringUtils.hasText(this.secretKey)) {
			throw new StartException(
					"tintype.s3.access-key and tintype.s3.secret-key belong together: set both or none");
		}
		if (this.endpoint != null && (this.endpoint.getHost() == null || this.endpoint.getScheme() == null
				|| !this.endpoint.getScheme().toLowerCase(Locale.ROOT).matches("https?"))) {
			throw new StartException("tintype.s3.endpoint must look like https://s3.example.org");
		}
		if (this.multipartThreshold.compareTo(SMALLEST_THRESHOLD) < 0) {
			throw new StartException("tintype.s3.multipart-threshold must be at least 5MB");
		}
		if (this.maxConnections < 1 || !isPositive(this.connectTimeout) || !isPositive(this.timeout)) {
			throw new StartException("tintype.s3: max-connections, connect-timeout and timeout must be greater than 0");
		}
		return this;
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	boolean isPathStyle() {
		return (this.pathStyle != null) ? this.pathStyle : this.endpoint != null;
	}

	/**
	 * When the service sends checksums that S3 does not require.
	 */
	enum Checksums {

		/** Always. */
		WHEN_SUPPORTED,

		/** Never; for servers that return 501. */
		WHEN_REQUIRED

	}

	@Override
	public String toString() {
		return "s3://" + this.bucket + "/" + this.prefix;
	}

}
