package dev.tintype.library.people;

import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;

/**
 * Stores and counts the events of persons.
 */
final class PersonEvents {

	private final Statements statements;

	PersonEvents(Statements statements) {
		this.statements = statements;
	}

	/** Stores an event whose name is the id of the person. */
	void add(String person, String type) {
		this.statements
			.sql("INSERT INTO events (name, type, date, person_id) VALUES (:name, :type, DATE '2000-01-02', :person)")
			.bind("name", person)
			.bind("type", type)
			.bind("person", UUID.fromString(person))
			.then()
			.block();
	}

	long count(String person) {
		return count("SELECT count(*) FROM events WHERE person_id = :value", UUID.fromString(person));
	}

	long countNamed(String name) {
		return count("SELECT count(*) FROM events WHERE name = :value", name);
	}

	private long count(String sql, Object value) {
		return Objects.requireNonNull(this.statements.sql(sql).bind("value", value).value(Long.class).block());
	}

}
