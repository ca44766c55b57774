package dev.tintype.library.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The folded texts of a photo that a search looks through. The caption is not among them,
 * because it changes with the image, whose row has it in folded form.
 */
public final class SearchText {

	private SearchText() {
	}

	/**
	 * Derives the column {@code search_text}.
	 * @param originalFilename of the asset
	 * @return a line for each text
	 */
	public static String of(Version version, String originalFilename) {
		List<@Nullable String> texts = new ArrayList<>();
		texts.add(originalFilename);
		texts.add(fileName(version.filePath()));
		texts.add(version.location());
		texts.add(version.eventName());
		texts.addAll(version.keywords());
		texts.add(version.aiShortDescription());
		JsonNode metadata = version.metadata();
		if (metadata != null) {
			texts.add(text(metadata.path("ai").path("shortDescription")));
			texts.add(text(metadata.path("ai").path("longDescription")));
		}
		return texts.stream()
			.filter(Objects::nonNull)
			.filter((text) -> !text.isEmpty())
			.distinct()
			.map(AnyCase::fold)
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Returns the file name of a path.
	 * @param path absolute, of any system
	 * @return what follows the last separator
	 */
	public static String fileName(String path) {
		int separator = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
		return path.substring(separator + 1);
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.stringValue() : null;
	}

}
