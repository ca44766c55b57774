package dev.tintype.library.relationship;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the first person of a relationship is to the second.
 */
enum RelationshipType {

	/** They are married. */
	SPOUSE,

	/** They live together. */
	PARTNER,

	/** They are brothers or sisters. */
	SIBLING,

	/** The first person is the parent of the second. */
	PARENT,

	/** The first person is the child of the second. */
	CHILD,

	/** They are friends. */
	FRIEND,

	/** They belong to one family. */
	RELATIVE;

	/** The words of all types. */
	static final List<String> WORDS = Arrays.stream(values()).map(RelationshipType::word).toList();

	static RelationshipType of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/**
	 * What the second person is to the first.
	 */
	RelationshipType inverse() {
		return switch (this) {
			case PARENT -> CHILD;
			case CHILD -> PARENT;
			default -> this;
		};
	}

	/**
	 * The word for it in JSON and in the database.
	 * @return in lower case
	 */
	@JsonValue
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
