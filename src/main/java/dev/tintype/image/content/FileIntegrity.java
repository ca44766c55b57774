package dev.tintype.image.content;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.Storage;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Checks that the files of images exist and are unchanged. Before a stored file is
 * reported, it is checked again while its row is locked. A replacement of content locks
 * the row too.
 */
@Component
@Order(35)
class FileIntegrity implements IntegrityChecks {

	private static final int PAGE = 500;

	/** The number of files that are looked at together. */
	private static final int CONCURRENCY = 4;

	private final ImageFileRepository files;

	private final ImageFiles disk;

	private final Storage storage;

	private final UnreferencedFiles unreferenced;

	private final Transactions transactions;

	FileIntegrity(ImageFileRepository files, ImageFiles disk, Storage storage, UnreferencedFiles unreferenced,
			Transactions transactions) {
		this.files = files;
		this.disk = disk;
		this.storage = storage;
		this.unreferenced = unreferenced;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(
				IntegrityCheck.quick("images.file", """
						Registered files that are missing. Their disk may be disconnected. They are only reported.""",
						find((file) -> file.stored() ? Mono.just(false) : isMissing(file)), null),
				IntegrityCheck.quick("images.stored-file", """
						Stored files that are missing or have another size. They are only reported.""",
						find((file) -> file.stored() ? isOtherSize(file) : Mono.just(false)), null),
				IntegrityCheck.quick("uploads.unreferenced", """
						Files among the uploads that are older than a day and that no image refers to. Repair \
						deletes those with a name of the service. If the database has no file there at all, it \
						may be the wrong database, and repair deletes nothing.""", this.unreferenced.find(),
						this.unreferenced.delete()),
				IntegrityCheck.deep("images.content-hash", """
						Files whose bytes have changed since they were registered, although size and time have not. \
						They are only reported.""", find(this::isOther), null));
	}

	/**
	 * Finds the files for which a test holds while no request replaces them.
	 * @param wrong the test, which is repeated to confirm a finding
	 * @return texts about the files, in the order of the image ids
	 */
	private Flux<String> find(Function<ImageFile, Mono<Boolean>> wrong) {
		return this.files.page(new UUID(0, 0), PAGE)
			.expand((page) -> (page.size() < PAGE) ? Mono.empty()
					: this.files.page(page.get(page.size() - 1).imageId(), PAGE))
			.concatMapIterable((page) -> page, 1)
			.flatMapSequential((file) -> wrong.apply(file).filter((is) -> is).map((is) -> file), CONCURRENCY, 1)
			.concatMap((file) -> confirm(file, wrong), 1)
			.map(FileIntegrity::text);
	}

	// A registered file is never written to, so its row need not be locked.
	private Mono<ImageFile> confirm(ImageFile file, Function<ImageFile, Mono<Boolean>> wrong) {
		if (!file.stored()) {
			return this.files.find(file.imageId()).filterWhen(wrong);
		}
		return this.transactions.run(this.files.findLocked(file.imageId()).filterWhen(wrong));
	}

	private static Mono<Boolean> isMissing(ImageFile file) {
		return Mono.fromCallable(() -> !Files.isRegularFile(FileNames.path(file.path())))
			.onErrorReturn(InvalidPathException.class, true)
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<Boolean> isOtherSize(ImageFile file) {
		return this.storage.key(file.path())
			.flatMap(this.storage::find)
			.map((found) -> found.size() != file.size())
			.defaultIfEmpty(true);
	}

	// A missing or changed file is not reported here: this check is about the hash only.
	private Mono<Boolean> isOther(ImageFile file) {
		if (file.hash() == null) {
			return Mono.just(false);
		}
		return Mono
			.usingWhen(this.disk.open(file),
					(opened) -> opened.asRegistered() ? opened.now().sha256().map((hash) -> !hash.equals(file.hash()))
							: Mono.just(false),
					(opened) -> Mono.fromRunnable(opened::close))
			.onErrorReturn(ProblemException.class, false);
	}

	private static String text(ImageFile file) {
		return "image " + file.imageId() + ", " + file.path();
	}

}
