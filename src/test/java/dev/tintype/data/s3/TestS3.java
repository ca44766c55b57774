package dev.tintype.data.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.TestStorage;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Ids;
import dev.tintype.testing.S3MockServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import org.springframework.util.unit.DataSize;

/**
 * A storage in a part of a bucket that no other test uses.
 */
final class TestS3 {

	/** They end with the JVM, because BlockHound does not let them close. */
	private static final Map<String, S3AsyncClient> CLIENTS = new ConcurrentHashMap<>();

	final S3Settings settings;

	final S3AsyncClient client;

	final Staging staging;

	final MeterRegistry meters = new SimpleMeterRegistry();

	final S3Storage storage;

	TestS3(Path folder) {
		this(folder, settings(S3MockServer.endpoint(), S3MockServer.BUCKET));
	}

	TestS3(Path folder, S3Settings settings) {
		DataSettings data = new DataSettings(folder);
		this.settings = settings;
		this.client = CLIENTS.computeIfAbsent(settings.endpoint() + " " + settings.timeout(),
				(address) -> S3Configuration.client(settings));
		this.staging = TestStorage.staging(data);
		this.storage = new S3Storage(this.client, settings, this.staging, data, this.meters);
	}

	static S3Settings settings(String endpoint, String bucket) {
		return settings(endpoint, bucket, Duration.ofSeconds(20));
	}

	static S3Settings settings(String endpoint, String bucket, Duration timeout) {
		return new S3Settings(bucket, Ids.next().toString(), "us-east-1", URI.create(endpoint), null, "access",
				"secret", 16, Duration.ofSeconds(5), timeout, DataSize.ofMegabytes(5),
				S3Settings.Checksums.WHEN_SUPPORTED, true);
	}

}
