package dev.tintype.library.relationship;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Builds the keys of relationships that are imported.
 */
public final class RelationshipKeys {

	/** The words of all types. */
	public static final List<String> TYPES = RelationshipType.WORDS;

	private RelationshipKeys() {
	}

	/**
	 * Builds the unique key of a relationship. It is the same for both orders of the
	 * people.
	 * @param type one of {@link #TYPES}: what the first person is to the second
	 * @return the column {@code pair_key}
	 */
	public static String of(UUID first, UUID second, String type) {
		return new Relationship(first, first, second, RelationshipType.of(type), null, Instant.EPOCH).pairKey();
	}

}
