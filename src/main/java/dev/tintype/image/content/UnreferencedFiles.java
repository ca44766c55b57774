package dev.tintype.image.content;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StoredObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Finds and deletes files among the uploads that no image refers to. A file is stored
 * before its row and deleted after it. Only old files count therefore, and each is
 * checked again after a pause.
 */
@Component
class UnreferencedFiles {

	private static final int BATCH = 500;

	/** Longer than it takes to delete the file of an image after its row. */
	private static final Duration PAUSE = Duration.ofSeconds(2);

	private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

	/** The id of the image and, except in older rows, that of the upload. */
	private static final Pattern NAME = Pattern
		.compile(Uploads.AREA + "[0-9a-f]{2}/(?<image>" + ID + ")(?:-" + ID + ")?\\.[a-z]{3,4}");

	private static final Pattern TEMPORARY = Pattern.compile(ID + "\\" + Staging.PART);

	private final Storage storage;

	private final Staging staging;

	private final ImageFileRepository files;

	private final Transactions transactions;

	UnreferencedFiles(Storage storage, Staging staging, ImageFileRepository files, Transactions transactions) {
		this.storage = storage;
		this.staging = staging;
		this.files = files;
		this.transactions = transactions;
	}

	/**
	 * Finds the unreferenced files.
	 * @return their locations
	 */
	Flux<String> find() {
		return leftover().map(Path::toString).concatWith(keys().map(this.storage::location));
	}

	/**
	 * Deletes the unreferenced files whose name is one of the service's. It locks the row
	 * of the image first, if there is one.
	 * @return the number of deleted files
	 */
	Mono<Long> delete() {
		return this.files.knows(folder())
			.filter((known) -> known)
			.flatMapMany((known) -> leftover().concatMap(UnreferencedFiles::delete, 1)
				.concatWith(keys().concatMap(this::delete, 1)))
			.reduce(0L, Long::sum);
	}

	private String folder() {
		String any = this.storage.location(Uploads.AREA + "00");
		return any.substring(0, any.length() - 2);
	}

	private Flux<Path> leftover() {
		return Mono.fromCallable(this.staging::leftover)
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapIterable((files) -> files);
	}

	private static Mono<Long> delete(Path leftover) {
		if (!TEMPORARY.matcher(String.valueOf(leftover.getFileName())).matches()) {
			return Mono.just(0L);
		}
		return Mono.fromCallable(() -> Files.deleteIfExists(leftover) ? 1L : 0L)
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Flux<String> keys() {
		return this.storage.list(Uploads.AREA)
			.filter(UnreferencedFiles::isOld)
			.map(StoredObject::key)
			.buffer(BATCH)
			.concatMap(this::unreferenced, 1)
			.concatMapIterable((keys) -> keys, 1);
	}

	private static boolean isOld(StoredObject object) {
		return object.modifiedAt().isBefore(Instant.now().minus(Staging.AGE));
	}

	private Mono<List<String>> unreferenced(List<String> keys) {
		return notReferred(keys).flatMap((found) -> found.isEmpty() ? Mono.just(found)
				: Mono.delay(PAUSE).then(stillOld(found)).flatMap(this::notReferred));
	}

	private Mono<List<String>> stillOld(List<String> keys) {
		return Flux.fromIterable(keys)
			.concatMap(this.storage::find, 1)
			.filter(UnreferencedFiles::isOld)
			.map(StoredObject::key)
			.collectList();
	}

	private Mono<List<String>> notReferred(List<String> keys) {
		return this.files.referred(keys.stream().map(this.storage::location).toList())
			.flatMapIterable((
					referred) -> keys.stream().filter((key) -> !referred.contains(this.storage.location(key))).toList())
			.filterWhen((key) -> isReferred(key, this.files::find).map((is) -> !is), 1)
			.collectList();
	}

	// A row may name the data folder by a link.
	private Mono<Boolean> isReferred(String key, Function<UUID, Mono<ImageFile>> row) {
		UUID image = image(key);
		return (image != null) ? row.apply(image)
			.filter(ImageFile::stored)
			.flatMap((file) -> this.storage.key(file.path()))
			.map(key::equals)
			.defaultIfEmpty(false) : Mono.just(false);
	}

	private static @Nullable UUID image(String key) {
		Matcher name = NAME.matcher(key);
		return name.matches() ? UUID.fromString(name.group("image")) : null;
	}

	private Mono<Long> delete(String key) {
		if (image(key) == null) {
			return Mono.just(0L);
		}
		return this.transactions.run(isReferred(key, this.files::findLocked)
			.flatMap((referred) -> referred ? Mono.just(0L) : this.storage.delete(List.of(key)).thenReturn(1L)));
	}

}
