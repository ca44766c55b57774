package dev.tintype.image.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
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

	private final ImageFileRepository files;

	private final ImageFiles disk;

	private final SetAside setAside;

	private final UnreferencedFiles unreferenced;

	private final Transactions transactions;

	FileIntegrity(ImageFileRepository files, ImageFiles disk, SetAside setAside, UnreferencedFiles unreferenced,
			Transactions transactions) {
		this.files = files;
		this.disk = disk;
		this.setAside = setAside;
		this.unreferenced = unreferenced;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		Flux<ImageFile> broken = find((file) -> file.stored() && !isThere(file));
		return List.of(
				IntegrityCheck.quick("images.file", """
						Registered files that are missing. Their disk may be disconnected. They are only reported.""",
						find((file) -> !file.stored() && !isThere(file)).map(FileIntegrity::text), null),
				IntegrityCheck.quick("images.stored-file", """
						Stored files that are missing or have another size. Repair restores the content that an \
						interrupted upload has set aside, if its hash is that of the row. Other files are only \
						reported.""", broken.map(FileIntegrity::text),
						broken.concatMap(this::putBack, 1).reduce(0L, Long::sum)),
				IntegrityCheck.quick("uploads.unreferenced", """
						Files among the uploads that are older than a day and that no image refers to. Repair \
						deletes those with a name of the service. If the database has no file there at all, it \
						may be the wrong database, and repair deletes nothing.""",
						this.unreferenced.find().map(Path::toString), this.unreferenced.delete()),
				IntegrityCheck.deep("images.content-hash", """
						Files whose bytes have changed since they were registered, although size and time have not. \
						They are only reported.""", find(this::isOther).map(FileIntegrity::text), null));
	}

	/**
	 * Finds the files for which a test holds while no request replaces them.
	 * @param wrong the test, which may block and is repeated to confirm a finding
	 * @return the files, in the order of the image ids
	 */
	private Flux<ImageFile> find(Function<ImageFile, Boolean> wrong) {
		return this.files.page(new UUID(0, 0), PAGE)
			.expand((page) -> (page.size() < PAGE) ? Mono.empty()
					: this.files.page(page.get(page.size() - 1).imageId(), PAGE))
			.concatMapIterable((page) -> page, 1)
			.publishOn(Schedulers.boundedElastic(), PAGE)
			.filter(wrong::apply)
			.concatMap((file) -> confirm(file, wrong), 1);
	}

	// A registered file is never written to, so its row need not be locked.
	private Mono<ImageFile> confirm(ImageFile file, Function<ImageFile, Boolean> wrong) {
		if (!file.stored()) {
			return stillWrong(this.files.find(file.imageId()), wrong);
		}
		return this.transactions.run(stillWrong(this.files.findLocked(file.imageId()), wrong));
	}

	private static Mono<ImageFile> stillWrong(Mono<ImageFile> now, Function<ImageFile, Boolean> wrong) {
		return now
			.filterWhen((file) -> Mono.fromCallable(() -> wrong.apply(file)).subscribeOn(Schedulers.boundedElastic()));
	}

	private Mono<Long> putBack(ImageFile broken) {
		return this.transactions.run(this.files.findLocked(broken.imageId())
			.flatMap((file) -> Mono.fromCallable(() -> !isThere(file) && this.setAside.putBack(file))
				.subscribeOn(Schedulers.boundedElastic()))
			.map((done) -> done ? 1L : 0L));
	}

	private static boolean isThere(ImageFile file) {
		try {
			Path path = FileNames.path(file.path());
			return Files.isRegularFile(path) && (!file.stored() || Files.size(path) == file.size());
		}
		catch (IOException | InvalidPathException ex) {
			return false;
		}
	}

	// A missing or changed file is not reported here: this check is about the hash only.
	private boolean isOther(ImageFile file) {
		try {
			if (file.hash() == null) {
				return false;
			}
			try (OpenedFile opened = this.disk.open(file)) {
				return opened.asRegistered() && !opened.now().sha256().equals(file.hash());
			}
		}
		catch (ProblemException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(ImageFile file) {
		return "image " + file.imageId() + ", " + file.path();
	}

}
