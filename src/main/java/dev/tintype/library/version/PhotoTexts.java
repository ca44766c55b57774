package dev.tintype.library.version;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The texts of a photo, and their forms that searches compare without regard to case.
 *
 * @param originalName of the asset
 * @param path of the version's file
 * @param location of the photo, or null
 * @param eventName of the photo, or null
 * @param keywords of the photo
 * @param shortDescription the column {@code ai_short_description}, or null
 * @param metadata the column {@code metadata}, or null
 */
public record PhotoTexts(String originalName, String path, @Nullable String location, @Nullable String eventName,
		List<String> keywords, @Nullable String shortDescription, @Nullable JsonNode metadata) {

	/**
	 * Returns the texts of a version.
	 * @param originalFilename of its asset
	 * @return the texts
	 */
	static PhotoTexts of(Version version, String originalFilename) {
		return new PhotoTexts(originalFilename, version.filePath(), version.location(), version.eventName(),
				version.keywords(), version.aiShortDescription(), version.metadata());
	}

	/**
	 * Derives the column {@code search_text}. The caption is not part of it, because it
	 * changes with the image, whose row has it in folded form.
	 * @return the folded texts, each on a separate line
	 */
	public String searchText() {
		return Stream
			.concat(Stream.of(this.originalName, fileName(this.path), text(this.location), text(this.eventName)),
					Stream.concat(this.keywords.stream(),
							Stream.of(text(this.shortDescription), described("shortDescription"),
									described("longDescription"))))
			.filter((text) -> !text.isEmpty())
			.map(AnyCase::fold)
			.distinct()
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Derives the rows of {@code photo_tags}.
	 * @return the keys of the keywords, sorted, each once
	 */
	public List<String> tagKeys() {
		return Tags.byKey(this.keywords).keySet().stream().sorted().toList();
	}

	/**
	 * Returns the file name of a path.
	 * @param path absolute, of any system
	 * @return what follows the last separator
	 */
	public static String fileName(String path) {
		return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	}

	private String described(String member) {
		return (this.metadata != null) ? this.metadata.path("ai").path(member).asString("") : "";
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
