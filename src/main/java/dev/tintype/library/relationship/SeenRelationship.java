package dev.tintype.library.relationship;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;

/**
 * A relationship as one of the two people sees it.
 *
 * @param asSeen what the other person is to this one
 */
record SeenRelationship(@JsonUnwrapped Relationship relationship, Other other, RelationshipType asSeen) {

	static SeenRelationship of(Readable row, UUID person) {
		Relationship relationship = Relationship.of(row);
		boolean isFirst = relationship.person1Id().equals(person);
		return new SeenRelationship(relationship,
				new Other(isFirst ? relationship.person2Id() : relationship.person1Id(),
						Columns.get(row, 6, String.class)),
				isFirst ? relationship.relationshipType().inverse() : relationship.relationshipType());
	}

	@JsonIgnore
	UUID id() {
		return this.relationship.id();
	}

	/**
	 * The other person.
	 */
	record Other(UUID id, String name) {
	}

}
