package dev.tintype.data.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.Store;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.FileRequestBodyConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * Uploads local files: each with one request, or in parts above a threshold. A partial
 * upload is never visible under its key.
 */
final class S3Uploads {

	/** The name of the metadata with the SHA-256 of the bytes in hex. */
	static final String HASH = "sha256";

	private static final long PART_BYTES = 16L << 20;

	/** The most parts that S3 accepts. */
	private static final int MOST_PARTS = 10_000;

	/** The number of parts that are sent together. */
	private static final int CONCURRENCY = 4;

	private final S3Calls calls;

	private final S3Settings settings;

	S3Uploads(S3Calls calls, S3Settings settings) {
		this.calls = calls;
		this.settings = settings;
	}

	Mono<Void> put(Upload upload) {
		return (upload.size() > this.settings.multipartThreshold().toBytes()) ? inParts(upload) : whole(upload);
	}

	private Mono<Void> whole(Upload upload) {
		return this.calls
			.upload(upload.key(), new UploadProgress(), (client, progress) -> client.putObject((request) -> {
				request.bucket(this.settings.bucket())
					.key(this.settings.prefix() + upload.key())
					.contentType(upload.type())
					.contentLength(upload.size())
					.metadata(Map.of(HASH, upload.sha256()));
				if (hasChecksums()) {
					request
						.checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(upload.sha256())));
				}
				if (this.settings.conditionalPut()) {
					request.ifNoneMatch("*");
				}
			}, progress.of(AsyncRequestBody.fromFile(upload.file()))))
			.then();
	}

	private boolean hasChecksums() {
		return this.settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED;
	}

	private Mono<Void> inParts(Upload upload) {
		return Mono.usingWhen(begin(upload), (begun) -> parts(upload, begun).then(), (begun) -> Mono.empty(),
				(begun, ex) -> withdraw(upload, begun), (begun) -> withdraw(upload, begun));
	}

	private Mono<String> begin(Upload upload) {
		return this.calls.send(upload.key(), (client, limit) -> client.createMultipartUpload((request) -> {
			request.bucket(this.settings.bucket())
				.key(this.settings.prefix() + upload.key())
				.contentType(upload.type())
				.metadata(Map.of(HASH, upload.sha256()))
				.overrideConfiguration(limit);
			if (hasChecksums()) {
				request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
			}
		})).map(CreateMultipartUploadResponse::uploadId);
	}

	private Mono<?> parts(Upload upload, String id) {
		long bytes = Math.max(PART_BYTES, (upload.size() + MOST_PARTS - 1) / MOST_PARTS);
		int count = (int) ((upload.size() + bytes - 1) / bytes);
		UploadProgress progress = new UploadProgress();
		return Flux.range(0, count)
			.flatMapSequential((index) -> part(upload, id, progress, index + 1, index * bytes,
					Math.min(bytes, upload.size() - index * bytes)), CONCURRENCY, 1)
			.collectList()
			.flatMap((parts) -> complete(upload, id, parts));
	}

	private Mono<CompletedPart> part(Upload upload, String id, UploadProgress shared, int number, long from,
			long length) {
		return this.calls.upload(upload.key(), shared, (client, progress) -> client.uploadPart((request) -> {
			request.bucket(this.settings.bucket())
				.key(this.settings.prefix() + upload.key())
				.uploadId(id)
				.partNumber(number)
				.contentLength(length);
			if (hasChecksums()) {
				request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
			}
		}, progress.of(AsyncRequestBody.fromFile(FileRequestBodyConfiguration.builder()
			.path(upload.file())
			.position(from)
			.numBytesToRead(length)
			.build()))))
			.map((part) -> CompletedPart.builder()
				.partNumber(number)
				.eTag(part.eTag())
				.checksumSHA256(part.checksumSHA256())
				.build());
	}

	private Mono<?> complete(Upload upload, String id, List<CompletedPart> parts) {
		return this.calls.send(upload.key(), (client, limit) -> client.completeMultipartUpload((request) -> {
			request.bucket(this.settings.bucket())
				.key(this.settings.prefix() + upload.key())
				.uploadId(id)
				.multipartUpload((all) -> all.parts(parts))
				.overrideConfiguration(limit);
			if (this.settings.conditionalPut()) {
				request.ifNoneMatch("*");
			}
		}));
	}

	// The check of the database finds an upload that cannot be aborted.
	private Mono<Void> withdraw(Upload upload, String id) {
		return abort(upload.key(), id).onErrorComplete();
	}

	/**
	 * Aborts an upload.
	 * @return completes when its parts are deleted, or it is unknown
	 */
	Mono<Void> abort(String key, String id) {
		return this.calls
			.send(key,
					(client, limit) -> client.abortMultipartUpload((request) -> request.bucket(this.settings.bucket())
						.key(this.settings.prefix() + key)
						.uploadId(id)
						.overrideConfiguration(limit)))
			.then()
			.onErrorResume(NoSuchKeyException.class, (ex) -> Mono.empty());
	}

	/**
	 * Lists uploads that began before a time and did not end.
	 */
	Flux<Store.PartialUpload> partial(Instant before) {
		return page(null, null)
			.expand((page) -> Boolean.TRUE.equals(page.isTruncated())
					? page(page.nextKeyMarker(), page.nextUploadIdMarker()) : Mono.empty(), 1)
			.concatMapIterable(ListMultipartUploadsResponse::uploads, 1)
			.filter((upload) -> upload.initiated().isBefore(before))
			.map((upload) -> new Store.PartialUpload(upload.key().substring(this.settings.prefix().length()),
					upload.uploadId()));
	}

	private Mono<ListMultipartUploadsResponse> page(@Nullable String afterKey, @Nullable String afterId) {
		return this.calls.send("",
				(client, limit) -> client.listMultipartUploads((request) -> request.bucket(this.settings.bucket())
					.prefix(this.settings.prefix())
					.keyMarker(afterKey)
					.uploadIdMarker(afterId)
					.overrideConfiguration(limit)));
	}

	/**
	 * A local file that is to be stored.
	 *
	 * @param size in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 */
	record Upload(String key, Path file, long size, String sha256, String type) {
	}

}
