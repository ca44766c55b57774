package dev.tintype.caption.export;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tintype.caption.file.CommonFolder;
import dev.tintype.caption.file.ImageName;
import dev.tintype.caption.file.SameStems;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Names the images of an export. Names are relative to a folder. Those of
 * {@code meta_cap.json} are absolute unless the request names a folder, because the
 * scripts of kohya-ss look for absolute ones. A text file has the name of its image
 * without the suffix, unless another image has the same one. Those names are relative to
 * the common folder of all images, so that an import finds the images again.
 */
@Component
class ExportNames {

	private final CommonFolder folders;

	private final SameStems stems;

	ExportNames(CommonFolder folders, SameStems stems) {
		this.folders = folders;
		this.stems = stems;
	}

	/**
	 * Finds the folder of an export.
	 * @return with a separator at its end; empty for absolute names, or if no image has a
	 * path
	 */
	Mono<String> root(ExportRequest request) {
		if (request.root() != null) {
			return Mono.just(ImageName.folder(request.root()));
		}
		return switch (request.format()) {
			case KOHYA_JSON -> Mono.just("");
			// An import knows an image of this format only by its name.
			case KOHYA -> this.folders.find(null);
			default -> this.folders.find(request.filter());
		};
	}

	/**
	 * Names the images of captions.
	 * @param captions a page
	 * @param root from {@link #root}
	 */
	Mono<List<ExportedCaption>> name(ExportRequest request, List<ExportedCaption> captions, String root) {
		if (request.format() != ExportFormat.KOHYA) {
			boolean absolute = request.format() == ExportFormat.KOHYA_JSON && root.isEmpty();
			return Mono.just(captions.stream().map((caption) -> caption.named(name(caption, root, absolute))).toList());
		}
		Set<String> paths = captions.stream()
			.map(ExportedCaption::path)
			.filter(Objects::nonNull)
			.map((path) -> ImageName.stem(Objects.requireNonNull(path)))
			.collect(Collectors.toSet());
		return this.stems.find(paths)
			.map((found) -> captions.stream().map((caption) -> caption.named(textName(caption, root, found))).toList());
	}

	private static String textName(ExportedCaption caption, String root, Map<String, List<SameStems.Found>> found) {
		String name = name(caption, root, false);
		boolean isShared = caption.path() != null
				&& found.getOrDefault(ImageName.stem(caption.path()), List.of()).size() > 1;
		return isShared ? name : ImageName.stem(name);
	}

	private static String name(ExportedCaption caption, String root, boolean absolute) {
		return (absolute && caption.path() != null) ? ImageName.slashed(caption.path())
				: ImageName.of(caption.imageId(), caption.path(), caption.filename(), root);
	}

}
