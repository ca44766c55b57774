package dev.tintype.data.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;

import dev.tintype.data.storage.ContentChangedException;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.OpenObject;
import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.StorageKeys;
import dev.tintype.data.storage.StorageSettings;
import dev.tintype.data.storage.Store;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.data.storage.VerifiedCopy;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Keeps stored files as objects of a bucket.
 */
class S3Storage implements Store {

	/** The most keys of one request. */
	private static final int DELETED = 1000;

	private final S3Settings settings;

	private final S3Calls calls;

	private final S3Uploads uploads;

	private final Staging staging;

	private final LocalCopies copies;

	S3Storage(S3AsyncClient client, S3Settings settings, Staging staging, DataSettings data, MeterRegistry meters) {
		this.settings = settings;
		this.calls = new S3Calls(client, settings, meters);
		this.uploads = new S3Uploads(this.calls, settings);
		this.staging = staging;
		this.copies = new LocalCopies(data.dataDir().resolve("work"));
	}

	@Override
	public Mono<Void> put(String key, Path file, long size, String sha256, String type) {
		S3Uploads.Upload upload = new S3Uploads.Upload(StorageKeys.require(key), file, size, sha256, type);
		return onDisk(() -> {
			if (Files.size(file) != size) {
				throw new ContentChangedException(key);
			}
			return key;
		}).then(requireFree(key)).then(this.uploads.put(upload)).then(onDisk(() -> Files.deleteIfExists(file))).then();
	}

	// Two puts at once may both find the key free here; such a server cannot refuse one.
	private Mono<Void> requireFree(String key) {
		return this.settings.conditionalPut() ? Mono.empty()
				: find(key).flatMap((found) -> Mono.error(new KeyExistsException(key)));
	}

	@Override
	public Mono<Void> putCopy(String key, CheckedFile.Source source, long size, String sha256, String type) {
		StorageKeys.require(key);
		return Mono.usingWhen(Mono.fromSupplier(this.staging::newFile), (copy) -> onDisk(() -> {
			try (CheckedFile from = source.open()) {
				VerifiedCopy.write(from, copy, size, sha256, key);
			}
			return copy;
		}).flatMap((written) -> put(key, written, size, sha256, type)),
				(copy) -> onDisk(() -> Files.deleteIfExists(copy)));
	}

	@Override
	public Mono<Void> copy(String from, String key, long size, String sha256, String type) {
		return withFile(from, (source) -> putCopy(key, source, size, sha256, type));
	}

	@Override
	public Mono<OpenObject> open(String key) {
		return existing(key).map(Head::object);
	}

	// The answer of a server without the bucket looks the same.
	private Mono<Head> existing(String key) {
		return head(key).onErrorResume(NoSuchKeyException.class, (ex) -> check().then(Mono.error(ex)))
			.doOnError(NoSuchKeyException.class, (ex) -> this.calls.countMissing());
	}

	private Mono<Head> head(String key) {
		String checked = StorageKeys.require(key);
		return this.calls
			.send(checked,
					(client, limit) -> client.headObject((request) -> request.bucket(this.settings.bucket())
						.key(this.settings.prefix() + checked)
						.overrideConfiguration(limit)))
			.map((found) -> new Head(
					new S3Object(this.calls, this.settings, checked, found.contentLength(),
							found.lastModified().truncatedTo(ChronoUnit.SECONDS), found.eTag()),
					found.metadata().getOrDefault(S3Uploads.HASH, "")));
	}

	@Override
	public Mono<Void> check() {
		return this.calls
			.ask((client, limit) -> client
				.headBucket((request) -> request.bucket(this.settings.bucket()).overrideConfiguration(limit)))
			.then();
	}

	@Override
	public StorageSettings.Kind kind() {
		return StorageSettings.Kind.S3;
	}

	@Override
	public String place() {
		return this.settings.toString();
	}

	@Override
	public Mono<UUID> mark() {
		return this.calls
			.send(MARK,
					(client, limit) -> client.getObject((request) -> request.bucket(this.settings.bucket())
						.key(this.settings.prefix() + MARK)
						.overrideConfiguration(limit), AsyncResponseTransformer.toBytes()))
			.mapNotNull((found) -> Ids.parse(found.asUtf8String().strip()))
			.onErrorResume(NoSuchKeyException.class, (ex) -> Mono.empty());
	}

	@Override
	public Mono<Void> putMark(UUID id) {
		return this.calls.send(MARK, (client, limit) -> client.putObject((request) -> {
			request.bucket(this.settings.bucket())
				.key(this.settings.prefix() + MARK)
				.contentType("text/plain")
				.overrideConfiguration(limit);
			if (this.settings.conditionalPut()) {
				request.ifNoneMatch("*");
			}
		}, AsyncRequestBody.fromString(id + "\n")))
			.then()
			.onErrorResume(KeyExistsException.class, (ex) -> Mono.empty());
	}

	@Override
	public Mono<Void> deleteMark() {
		return this.calls.send(MARK,
				(client, limit) -> client.deleteObject((request) -> request.bucket(this.settings.bucket())
					.key(this.settings.prefix() + MARK)
					.overrideConfiguration(limit)))
			.then();
	}

	@Override
	public Mono<StoredObject> find(String key) {
		return head(key).map((found) -> new StoredObject(key, found.object().size(), found.object().modifiedAt()))
			.onErrorResume(NoSuchKeyException.class, (ex) -> Mono.empty());
	}

	@Override
	public Flux<StoredObject> list(String prefix) {
		StorageKeys.requirePrefix(prefix);
		return page(prefix, null)
			.expand((page) -> Boolean.TRUE.equals(page.isTruncated()) ? page(prefix, page.nextContinuationToken())
					: Mono.empty(), 1)
			.concatMapIterable(ListObjectsV2Response::contents, 1)
			.filter((object) -> StorageKeys.isKey(object.key().substring(this.settings.prefix().length())))
			.map((object) -> new StoredObject(object.key().substring(this.settings.prefix().length()), object.size(),
					object.lastModified().truncatedTo(ChronoUnit.SECONDS)));
	}

	private Mono<ListObjectsV2Response> page(String prefix, @Nullable String after) {
		return this.calls.send(prefix,
				(client, limit) -> client.listObjectsV2((request) -> request.bucket(this.settings.bucket())
					.prefix(this.settings.prefix() + prefix)
					.continuationToken(after)
					.overrideConfiguration(limit)));
	}

	@Override
	public Mono<Void> delete(Collection<String> keys) {
		List<ObjectIdentifier> objects = keys.stream()
			.map((key) -> ObjectIdentifier.builder().key(this.settings.prefix() + StorageKeys.require(key)).build())
			.toList();
		return Flux.fromIterable(objects).buffer(DELETED).concatMapDelayError(this::delete, 1).then();
	}

	private Mono<Void> delete(List<ObjectIdentifier> objects) {
		return this.calls
			.send("",
					(client, limit) -> client.deleteObjects((request) -> request.bucket(this.settings.bucket())
						.delete((all) -> all.objects(objects).quiet(true))
						.overrideConfiguration(limit)))
			.flatMap((answer) -> answer.errors().isEmpty() ? Mono.empty() : Mono.error(new IOException(
					"The S3 server kept " + answer.errors().size() + " files: " + answer.errors().get(0).code())));
	}

	@Override
	public Flux<PartialUpload> partialUploads(Instant before) {
		return this.uploads.partial(before);
	}

	@Override
	public Mono<Void> abort(PartialUpload upload) {
		return this.uploads.abort(upload.key(), upload.id());
	}

	@Override
	public <T> Mono<T> withFile(String key, Function<CheckedFile.Source, Mono<T>> work) {
		return Mono.defer(() -> work.apply(() -> this.copies.open(existing(key))));
	}

	@Override
	public String location(String key) {
		return this.settings + StorageKeys.require(key);
	}

	@Override
	public Mono<String> key(String location) {
		return Mono.just(location)
			.filter((text) -> text.startsWith(this.settings.toString()))
			.map((text) -> text.substring(this.settings.toString().length()))
			.filter(StorageKeys::isKey);
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * What the server tells of an object.
	 *
	 * @param sha256 of its bytes in hex; empty if another program has stored it
	 */
	record Head(S3Object object, String sha256) {

		Instant modifiedAt() {
			return this.object.modifiedAt();
		}

	}

}
