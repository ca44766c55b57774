package dev.tintype.text.documentsave;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A document and how large its content is, by which so many are read at a time as the
 * memory may hold.
 *
 * @param id of the document
 * @param size of the content in bytes or characters, about
 */
public record SizedId(UUID id, long size) {

	/** How much content is read at once, unless one alone is larger. */
	public static final long GROUP_SIZE = 2 << 20;

	/**
	 * Cuts a list.
	 * @param documents in order
	 * @return groups in the same order, each of {@link #GROUP_SIZE} at most unless it has
	 * a single one
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
