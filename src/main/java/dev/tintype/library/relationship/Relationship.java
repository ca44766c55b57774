package dev.tintype.library.relationship;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tintype.data.sql.Columns;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A relationship between two people.
 *
 * @param relationshipType what the first person is to the second
 */
record Relationship(UUID id, @JsonProperty("person1_id") UUID person1Id, @JsonProperty("person2_id") UUID person2Id,
		RelationshipType relationshipType, @Nullable String notes, Instant createdAt) {

	static final String COLUMNS = "r.id, r.person1_id, r.person2_id, r.relationship_type, r.notes, r.created_at";

	static Relationship of(Readable row) {
		return new Relationship(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Columns.get(row, 2, UUID.class), RelationshipType.of(Columns.get(row, 3, String.class)),
				row.get(4, String.class), Columns.get(row, 5, Instant.class));
	}

	/**
	 * Builds the unique key of the relationship. It is the same for both orders of the
	 * people.
	 * @return the column {@code pair_key}
	 */
	String pairKey() {
		boolean isTurned = switch (this.relationshipType) {
			case PARENT -> false;
			case CHILD -> true;
			default -> Ids.ORDER.compare(this.person1Id, this.person2Id) > 0;
		};
		return isTurned ? this.person2Id + " " + this.relationshipType.inverse().word() + " " + this.person1Id
				: this.person1Id + " " + this.relationshipType.word() + " " + this.person2Id;
	}

	/**
	 * Returns the relationship with another person in the place of one.
	 */
	Relationship moved(UUID from, UUID to) {
		return new Relationship(this.id, this.person1Id.equals(from) ? to : this.person1Id,
				this.person2Id.equals(from) ? to : this.person2Id, this.relationshipType, this.notes, this.createdAt);
	}

	boolean isWithOneself() {
		return this.person1Id.equals(this.person2Id);
	}

}
