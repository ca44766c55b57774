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
 * Whether the files of images are where their rows say, and what they were. A file that
 * belongs to the service is looked at once more while its row is locked, as it is
 * whenever content is replaced.
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
		return List.of(IntegrityCheck.quick("images.file", """
				Registered files that are missing on the disk, which may be one that is not connected. They are \
				reported only.""", find((file) -> !file.stored() && !isThere(file)).map(FileIntegrity::text), null),
				IntegrityCheck.quick("images.stored-file", """
						Uploaded files that are missing or of another size. Repair puts back what a broken upload \
						has set aside, if it is what the row tells of; all else is reported only.""",
						broken.map(FileIntegrity::text), broken.concatMap(this::putBack, 1).reduce(0L, Long::sum)),
				IntegrityCheck.quick("uploads.unreferenced", """
						Files among the uploads that no image refers to and that are older than a day. Repair \
						deletes those that bear a name of the service, unless the database knows no file there \
						at all, and may hence be another one.""", this.unreferenced.find().map(Path::toString),
						this.unreferenced.delete()),
				IntegrityCheck.deep("images.content-hash", """
						Files of which the bytes are not those that were registered, though size and time are. \
						They are reported only.""", find(this::isOther).map(FileIntegrity::text), null));
	}

	/**
	 * The files of which something holds, at a moment when nobody replaces them.
	 * @param wrong blocks, and tells the same of a file again
	 * @return in the order of the images
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

	// One that is gone, or was changed since, is no matter of its hash.
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
