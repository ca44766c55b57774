package dev.tintype.caption.sidecar;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.file.ImageName;
import dev.tintype.caption.file.SameStems;
import dev.tintype.caption.file.SidecarText;
import dev.tintype.caption.sidecar.SidecarSelection.Sidecar;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Writes the text files of images page by page.
 */
@Component
class SidecarWriter {

	/** Sorts before every image. */
	static final UUID START = new UUID(0, 0);

	private static final int PAGE = 200;

	private final SidecarSelection selection;

	private final SameStems stems;

	private final ImageRoots roots;

	SidecarWriter(SidecarSelection selection, SameStems stems, ImageRoots roots) {
		this.selection = selection;
		this.stems = stems;
		this.roots = roots;
	}

	/**
	 * Writes the text files of a request.
	 * @param after the image before the first
	 * @return the pages, in the order of the images. The next page is written when the
	 * subscriber requests it
	 */
	Flux<Page> write(SidecarRequest request, UUID after) {
		return this.selection.pages(request.filter(), after, PAGE)
			.concatMap((ids) -> this.selection.read(ids)
				.flatMap((captions) -> this.stems
					.find(captions.stream().map((caption) -> ImageName.stem(caption.path())).distinct().toList())
					.flatMap(
							(found) -> Mono.fromCallable(() -> write(request, captions, found, ids.get(ids.size() - 1)))
								.subscribeOn(Schedulers.boundedElastic()))),
					0);
	}

	private Page write(SidecarRequest request, List<Sidecar> captions, Map<String, List<SameStems.Found>> stemmed,
			UUID last) {
		Map<UUID, SidecarFile.State> written = new HashMap<>();
		List<SidecarCounts.Problem> problems = new ArrayList<>();
		long skipped = 0;
		long done = 0;
		for (Sidecar caption : captions) {
			try {
				if (stemmed.getOrDefault(ImageName.stem(caption.path()), List.of()).size() > 1) {
					throw new IOException("Another image would have the same file.");
				}
				Outcome outcome = write(request, caption);
				skipped += outcome.isSkipped() ? 1 : 0;
				done += outcome.isSkipped() ? 0 : 1;
				if (outcome.state() != null) {
					written.put(caption.imageId(), outcome.state());
				}
			}
			catch (IOException ex) {
				problems.add(new SidecarCounts.Problem(ImageName.stem(caption.path()) + request.extension(),
						SidecarImport.reason(ex)));
			}
		}
		return new Page(last, new SidecarCounts(done, skipped, problems.size(), problems), written);
	}

	private Outcome write(SidecarRequest request, Sidecar caption) throws IOException {
		Path path = path(caption);
		try (CheckedFolder folder = this.roots.openFolder(Objects.requireNonNull(path.getParent()))) {
			if (!folder.path().equals(path.getParent())) {
				throw new IOException("The folder is a link now.");
			}
			SidecarFile file = SidecarFile.of(folder, path, request.extension());
			if (!file.hasPicture()) {
				throw new IOException("The image file is missing.");
			}
			SidecarFile.State existing = file.look();
			if (existing != null && isKept(request, caption, existing)) {
				return new Outcome(true, null);
			}
			return new Outcome(false, request.isDry() ? null : file.write(SidecarText.write(caption.text())));
		}
		catch (NoSuchFileException ex) {
			throw new IOException("The folder is missing.");
		}
	}

	private static Path path(Sidecar caption) throws IOException {
		try {
			return FileNames.path(caption.path());
		}
		catch (InvalidPathException ex) {
			throw new IOException("The path cannot be opened here.");
		}
	}

	private static boolean isKept(SidecarRequest request, Sidecar caption, SidecarFile.State existing) {
		return switch (request.overwrite()) {
			case SidecarRequest.NEVER -> true;
			case SidecarRequest.OLDER -> !existing.modifiedAt().isBefore(caption.createdAt());
			default -> false;
		};
	}

	/**
	 * What became of a file.
	 *
	 * @param state of the new file; null if none was written
	 */
	private record Outcome(boolean isSkipped, SidecarFile.@Nullable State state) {
	}

	/**
	 * The files of a page.
	 *
	 * @param last its last image
	 * @param written the new files by image
	 */
	record Page(UUID last, SidecarCounts counts, Map<UUID, SidecarFile.State> written) {
	}

}
