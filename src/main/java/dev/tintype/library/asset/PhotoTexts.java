package dev.tintype.library.asset;

import java.util.Collection;
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
	 * The value of {@code search_text}.
	 * @return the folded texts, each on a line of its own
	 */
	public String searchText() {
		String file = this.path.substring(Math.max(this.path.lastIndexOf('/'), this.path.lastIndexOf('\\')) + 1);
		return Stream
			.concat(Stream.of(this.originalName, file, text(this.location), text(this.eventName)),
					Stream.concat(this.keywords.stream(),
							Stream.of(text(this.shortDescription), described("shortDescription"),
									described("longDescription"))))
			.filter((text) -> !text.isEmpty())
			.map(AnyCase::fold)
			.distinct()
			.collect(Collectors.joining("\n"));
	}

	/**
	 * The keys of keywords, as in {@code photo_tags}.
	 * @return sorted, each once
	 */
	public static List<String> tagKeys(Collection<String> keywords) {
		return keywords.stream().map(PhotoTexts::tagKey).filter((key) -> !key.isEmpty()).distinct().sorted().toList();
	}

	/**
	 * The key of a tag. Tags with the same key are one tag.
	 * @return the folded tag without spaces at its ends
	 */
	public static String tagKey(String tag) {
		return AnyCase.fold(tag.strip());
	}

	private String described(String member) {
		return (this.metadata != null) ? this.metadata.path("ai").path(member).asString("") : "";
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
