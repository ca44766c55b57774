package dev.tintype.library.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.Storage;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Checks that the files of photos exist and are unchanged. Before a file is reported, it
 * is checked again while its row is locked, because an action may just have replaced it.
 */
@Component
@Order(37)
class PhotoFileIntegrity implements IntegrityChecks {

	private static final int PAGE = 500;

	private static final int CONCURRENCY = 8;

	private final StoredVersions versions;

	private final LibraryFiles files;

	private final Storage storage;

	private final UnreferencedPhotoFiles unreferenced;

	private final Transactions transactions;

	PhotoFileIntegrity(StoredVersions versions, LibraryFiles files, Storage storage,
			UnreferencedPhotoFiles unreferenced, Transactions transactions) {
		this.versions = versions;
		this.files = files;
		this.storage = storage;
		this.unreferenced = unreferenced;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(
				IntegrityCheck.quick("photos.file", """
						Files of photos that are missing or have another size. They are only reported.""",
						find(this::isMissing), null),
				IntegrityCheck.quick("library.unreferenced", """
						Files in the library that are older than a day and that no photo refers to. Repair deletes \
						them. If the database has no file there at all, it may be the wrong database, and repair \
						deletes nothing.""", this.unreferenced.find(), this.unreferenced.delete()),
				IntegrityCheck.deep("photos.file-hash", """
						Files of photos whose bytes have changed, although the size has not. They are only \
						reported.""", find(this::isOther), null));
	}

	private Flux<String> find(Function<StoredVersion, Mono<Boolean>> wrong) {
		return this.versions.page(new UUID(0, 0), PAGE)
			.expand((page) -> (page.size() < PAGE) ? Mono.empty()
					: this.versions.page(page.get(page.size() - 1).id(), PAGE))
			.concatMapIterable((page) -> page, 1)
			.flatMapSequential((version) -> wrong.apply(version).filter((is) -> is).map((is) -> version), CONCURRENCY,
					1)
			.concatMap((version) -> this.transactions.run(this.versions.lock(version.id()).filterWhen(wrong)), 1)
			.map(StoredVersion::text);
	}

	// A registered file is looked at as it is: the command may have other roots than the
	// service.
	private Mono<Boolean> isMissing(StoredVersion version) {
		return this.storage.key(version.location())
			.flatMap(
					(key) -> this.storage.find(key).map((found) -> found.size() != version.size()).defaultIfEmpty(true))
			.switchIfEmpty(Mono.fromCallable(() -> {
				Path path = FileNames.path(version.location());
				return !Files.isRegularFile(path) || Files.size(path) != version.size();
			}).onErrorReturn(true).subscribeOn(Schedulers.boundedElastic()));
	}

	// A missing file, or one of another size, is not reported here.
	private Mono<Boolean> isOther(StoredVersion version) {
		return this.files.withFile(version.location(), (source) -> Mono.fromCallable(() -> {
			try (CheckedFile file = source.open()) {
				return file.size() == version.size() && !file.sha256().equals(version.hash());
			}
		}).subscribeOn(Schedulers.boundedElastic())).onErrorReturn(ProblemException.class, false);
	}

}
