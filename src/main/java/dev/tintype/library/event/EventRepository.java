package dev.tintype.library.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes events.
 */
@Repository
class EventRepository {

	/** By date. A stream is ordered by id, because dates change. */
	static final Orders<Event> ORDERS = new Orders<>(Order.ofRow("date",
			Key.<Event>wallTime("e.date", (event) -> event.date().atStartOfDay()), Key.id("e.id", Event::id)),
			List.of(), Order.of("id", Key.id("e.id", Event::id)));

	private final Statements statements;

	private final Transactions transactions;

	private final Listing<Event> listing;

	EventRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
		this.listing = new Listing<>(statements, "Events", "events e", Event.COLUMNS, Event::of);
	}

	Rows<Event> rows(EventFilter filter) {
		return this.listing.rows(filter.where());
	}

	private static final String FIND = "/* findEvent */ SELECT " + Event.COLUMNS + " FROM events e WHERE e.id = :id";

	Mono<Event> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).<Event>one(Event::of).switchIfEmpty(Requests.missing(id));
	}

	private static final String INSERT = """
			/* insertEvent */
			INSERT INTO events (id, name, type, date, is_recurring, recurring_type, country, region, person_id,
			  is_enabled, description, rule, created_at)
			VALUES (:id, :name, :type, :date, :is_recurring, NULLIF(:recurring_type, ''), NULLIF(:country, ''),
			  NULLIF(:region, ''), CAST(NULLIF(CAST(:person_id AS VARCHAR), '') AS UUID), :is_enabled, NULLIF(:description, ''),
			  NULLIF(:rule, ''), :created_at)
			""";

	/**
	 * Inserts an event.
	 * @return the event as stored. It fails with a problem of type {@code NOT_FOUND} if
	 * the person is unknown
	 */
	Mono<Event> insert(Event event) {
		return this.transactions.run(lockPerson(event.personId())
			.then(this.statements.sql(INSERT).bind(values(event)).bind("created_at", event.createdAt()).then())
			.then(find(event.id())));
	}

	private static final String UPDATE = """
			/* updateEvent */
			UPDATE events SET name = :name, type = :type, date = :date, is_recurring = :is_recurring,
			  recurring_type = NULLIF(:recurring_type, ''), country = NULLIF(:country, ''),
			  region = NULLIF(:region, ''), person_id = CAST(NULLIF(CAST(:person_id AS VARCHAR), '') AS UUID),
			  is_enabled = :is_enabled, description = NULLIF(:description, ''), rule = NULLIF(:rule, '')
			WHERE id = :id
			""";

	/**
	 * Changes an event.
	 * @param change receives the locked event
	 * @return the event as stored. It fails with a problem of type {@code NOT_FOUND} if
	 * the event or its person is unknown
	 */
	Mono<Event> update(UUID id, UnaryOperator<Event> change) {
		return this.transactions.run(this.statements.sql(FIND + " FOR UPDATE")
			.bind("id", id)
			.<Event>one(Event::of)
			.switchIfEmpty(Requests.missing(id))
			.map(change)
			.flatMap((changed) -> lockPerson(changed.personId())
				.then(this.statements.sql(UPDATE).bind(values(changed)).then()))
			.then(find(id)));
	}

	private static final String LOCK_PERSON = "/* lockPersonOfEvent */ SELECT id FROM people WHERE id = :id FOR UPDATE";

	private Mono<Void> lockPerson(@Nullable UUID person) {
		return (person != null) ? this.statements.sql(LOCK_PERSON)
			.bind("id", person)
			.value(UUID.class)
			.switchIfEmpty(Requests.missing(person))
			.then() : Mono.empty();
	}

	private static Map<String, Object> values(Event event) {
		Map<String, Object> values = new HashMap<>();
		values.put("id", event.id());
		values.put("name", event.name());
		values.put("type", event.type());
		values.put("date", event.date());
		values.put("is_recurring", event.isRecurring());
		values.put("recurring_type", text(event.recurringType()));
		values.put("country", text(event.country()));
		values.put("region", text(event.region()));
		values.put("person_id", (event.personId() != null) ? event.personId().toString() : "");
		values.put("is_enabled", event.isEnabled());
		values.put("description", text(event.description()));
		values.put("rule", text(event.rule()));
		return values;
	}

	// An empty text is stored as null.
	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

	private static final String DELETE = "/* deleteEvent */ DELETE FROM events WHERE id = :id";

	Mono<Void> delete(UUID id) {
		return this.statements.sql(DELETE)
			.bind("id", id)
			.update()
			.filter((deleted) -> deleted > 0)
			.switchIfEmpty(Requests.missing(id))
			.then();
	}

	private static final String SETS = """
			/* countHolidays */
			SELECT e.country, count(*) FROM events e WHERE e.type = 'holiday' AND e.country IS NOT NULL
			GROUP BY e.country ORDER BY e.country
			""";

	Mono<List<HolidaySet>> sets() {
		return this.statements.sql(SETS)
			.<HolidaySet>all((row) -> HolidaySet.of(Columns.get(row, 0, String.class), Columns.get(row, 1, Long.class)))
			.collectList();
	}

}
