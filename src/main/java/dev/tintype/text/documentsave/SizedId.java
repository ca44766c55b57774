package dev.tintype.text.documentsave;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The id of a document and the size of its content. The sizes decide how many documents
 * are read at once.
 *
 * @param size of the content in bytes or characters, approximately
 */
public record SizedId(UUID id, long size) {

	/** The most content that is read at once, unless one document alone is larger. */
	public static final long GROUP_SIZE = 2 << 20;

	/**
	 * Cuts a list into groups.
	 * @return groups in the same order, each of at most {@link #GROUP_SIZE} or with a
	 * single document
	 */
	public static List<List<UUID>> groups(List<SizedId> documents) {
		List<List<UUID>> groups = new ArrayList<>();
		List<UUID> group = new ArrayList<>();
		long size = 0;
		for (SizedId document : documents) {
			if (!group.isEmpty() && size + document.size > GROUP_SIZE) {
				groups.add(group);
				group = new ArrayList<>();
				size = 0;
			}
			group.add(document.id);
			size += document.size;
		}
		if (!group.isEmpty()) {
			groups.add(group);
		}
		return groups;
	}

}
