package dev.tintype.data.change;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a change is about. The rows of other tables have no topic.
 */
public enum ChangeTopic {

	/** Registered images and their contents. */
	IMAGES,

	/** Captions of images. */
	CAPTIONS,

	/** The library of prompts. Its changes have no ids, because prompts have numbers. */
	PROMPTS,

	/** Documents. */
	DOCUMENTS,

	/** Threads and messages. Its changes have no ids. */
	CHAT,

	/** Assets of the photo library and their versions. The ids are those of assets. */
	PHOTOS,

	/** People, their faces and relationships. */
	PEOPLE,

	/** Collections and what they contain. */
	COLLECTIONS,

	/** Jobs that were created or ended. */
	JOBS;

	/** The words of all topics, in order. */
	public static final List<String> WORDS = Arrays.stream(values()).map(ChangeTopic::word).toList();

	/**
	 * Returns the name in requests, responses and the database.
	 * @return in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
