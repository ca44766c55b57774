package dev.tintype.caption.sidecar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.file.ImageName;
import dev.tintype.caption.file.SidecarText;
import dev.tintype.caption.save.CaptionDraft;
import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.caption.save.CaptionWrite;
import dev.tintype.caption.save.CaptionWriter;
import dev.tintype.image.folder.FolderCaptions;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import dev.tintype.support.Texts;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Imports captions while a folder is registered. It reads only text files that have
 * changed since they were read or written last.
 */
@Component
class SidecarImport implements FolderCaptions {

	private final SidecarStates states;

	private final CaptionWriter writer;

	private final ImageRoots roots;

	SidecarImport(SidecarStates states, CaptionWriter writer, ImageRoots roots) {
		this.states = states;
		this.writer = writer;
		this.roots = roots;
	}

	@Override
	public Mono<Reading> read(Collection<Picture> pictures, String extension) {
		return this.states.known(pictures.stream().map(Picture::path).toList(), extension)
			.flatMap((known) -> Mono.fromCallable(() -> readAll(pictures, known, extension))
				.subscribeOn(Schedulers.boundedElastic()))
			.map((read) -> (operation) -> save(read, extension, operation));
	}

	private Read readAll(Collection<Picture> pictures, Map<String, SidecarFile.State> known, String extension) {
		Map<Path, List<Picture>> folders = new LinkedHashMap<>();
		for (Picture picture : pictures) {
			folders.computeIfAbsent(Objects.requireNonNull(picture.entry().getParent()), (folder) -> new ArrayList<>())
				.add(picture);
		}
		Read read = new Read(new LinkedHashMap<>(), new ArrayList<>());
		folders.forEach((path, inside) -> {
			try (CheckedFolder folder = this.roots.openFolder(path)) {
				inside.forEach((picture) -> read(folder, picture, known, extension, read));
			}
			catch (IOException ex) {
				// The folder is gone, and with it its text files.
			}
		});
		return read;
	}

	private void read(CheckedFolder folder, Picture picture, Map<String, SidecarFile.State> known, String extension,
			Read read) {
		SidecarFile file = SidecarFile.of(folder, picture.entry(), extension);
		try {
			SidecarFile.State state = file.look();
			if (state == null || state.equals(known.get(picture.path()))) {
				return;
			}
			String text = SidecarText.read(file.read(this.roots));
			String fault = (text != null) ? Texts.fault(text, 1, Texts.TEXT_LENGTH) : "is not valid UTF-8";
			if (fault != null) {
				throw new IOException("The caption " + fault + ".");
			}
			read.texts().put(picture.path(), new Found(Objects.requireNonNull(text), state));
		}
		catch (IOException ex) {
			String path = ImageName.stem(FileNames.text(picture.entry())) + extension;
			read.faults().add(new Fault(path, reason(ex)));
		}
	}

	// Only texts of this module are for people.
	static String reason(IOException ex) {
		boolean own = ex.getClass().equals(IOException.class) && ex.getMessage() != null;
		return own ? Objects.requireNonNull(ex.getMessage()) : "It cannot be read or written.";
	}

	private Mono<Result> save(Read read, String extension, UUID operation) {
		if (read.texts().isEmpty()) {
			return Mono.just(new Result(0, 0, read.faults()));
		}
		return this.states.images(read.texts().keySet()).flatMap((images) -> {
			List<CaptionDraft> drafts = new ArrayList<>();
			Map<UUID, SidecarFile.State> found = new HashMap<>();
			read.texts().forEach((path, sidecar) -> {
				SidecarStates.Captioned image = images.get(path);
				if (image != null) {
					found.put(image.imageId(), sidecar.state());
					if (!sidecar.text().equals(image.text())) {
						drafts.add(CaptionDraft.of(image.imageId(), sidecar.text(), CaptionSource.IMPORT, null));
					}
				}
			});
			CaptionOperation importing = new CaptionOperation(operation, CaptionKind.IMPORT, null, true, false);
			Mono<?> saved = drafts.isEmpty() ? Mono.empty() : this.writer.save(CaptionWrite.of(drafts, importing));
			return saved.then(Mono.defer(() -> this.states.save(found, extension)))
				.thenReturn(new Result(drafts.size(), found.size() - drafts.size(), read.faults()));
		});
	}

	/**
	 * What was read from the disk.
	 *
	 * @param texts by the paths of the pictures
	 */
	private record Read(Map<String, Found> texts, List<Fault> faults) {
	}

	private record Found(String text, SidecarFile.State state) {
	}

}
