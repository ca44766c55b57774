package dev.tintype.data.s3;

import java.util.Objects;

import dev.tintype.data.storage.Staging;
import dev.tintype.support.DataSettings;
import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * Creates the storage in S3, with a client of its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tintype.storage", havingValue = "s3")
class S3Configuration {

	private static final int ATTEMPTS = 3;

	@Bean(destroyMethod = "end")
	S3Client s3Client(S3Settings settings) {
		return new S3Client(client(settings));
	}

	@Bean
	S3Storage s3Storage(S3Client client, S3Settings settings, Staging staging, DataSettings data,
			MeterRegistry meters) {
		return new S3Storage(client.requests(), settings, staging, data, meters);
	}

	/**
	 * Creates a client. The caller closes it.
	 */
	static S3AsyncClient client(S3Settings given) {
		S3Settings settings = given.required();
		S3AsyncClientBuilder builder = S3AsyncClient.builder()
			.region(Region.of(settings.region()))
			.credentialsProvider(credentials(settings))
			.forcePathStyle(settings.isPathStyle())
			.requestChecksumCalculation((settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED)
					? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
			// No server has the checksum of a range.
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
			.overrideConfiguration(
					(override) -> override.retryStrategy(StandardRetryStrategy.builder().maxAttempts(ATTEMPTS).build()))
			.httpClientBuilder(NettyNioAsyncHttpClient.builder()
				.maxConcurrency(settings.maxConnections())
				.maxPendingConnectionAcquires(Integer.MAX_VALUE)
				.connectionTimeout(settings.connectTimeout())
				.connectionAcquisitionTimeout(settings.timeout())
				// A request ends by its own limit first.
				.readTimeout(settings.timeout().multipliedBy(2))
				.writeTimeout(settings.timeout().multipliedBy(2)));
		if (settings.endpoint() != null) {
			builder.endpointOverride(settings.endpoint());
		}
		return builder.build();
	}

	private static AwsCredentialsProvider credentials(S3Settings settings) {
		return StringUtils.hasText(settings.accessKey())
				? StaticCredentialsProvider.create(
						AwsBasicCredentials.create(settings.accessKey(), Objects.requireNonNull(settings.secretKey())))
				: DefaultCredentialsProvider.builder().build();
	}

	/**
	 * The client of the service.
	 *
	 * @param requests sends requests
	 */
	record S3Client(S3AsyncClient requests) {

		/**
		 * Closes the client. It waits several seconds for its connections, and the end of
		 * the service need not.
		 */
		void end() {
			Thread closing = new Thread(this.requests::close, "s3-close");
			closing.setDaemon(true);
			closing.start();
		}

	}

}
