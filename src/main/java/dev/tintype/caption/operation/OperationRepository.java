package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionSource;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the table {@code caption_operations}, and records when an operation was undone.
 */
@Repository
class OperationRepository implements OperationOwner {

	/** The newest first. */
	static final Orders<Operation> ORDERS = Orders
		.of(Order.ofRow("operations", Key.moment("o.created_at", Operation::createdAt).down(),
				Key.id("o.operation_id", Operation::operationId).down()));

	private static final String COLUMNS = """
			o.operation_id, o.kind, o.label, o.created_at, o.source, o.model, o.saved, o.kept, o.undone_at
			""";

	private final Statements statements;

	private final JobRepository jobs;

	private final Listing<Operation> listing;

	OperationRepository(Statements statements, JobRepository jobs) {
		this.statements = statements;
		this.jobs = jobs;
		this.listing = new Listing<>(statements, "CaptionOperations", "caption_operations o", COLUMNS,
				OperationRepository::operation);
	}

	/**
	 * The operations that the parameters of a request select.
	 */
	Rows<Operation> rows(QueryParameters parameters) {
		Where where = Where.ALL;
		String kind = parameters.word("kind", CaptionKind.WORDS, "");
		String source = parameters.word("source", CaptionSource.WORDS, "");
		String model = parameters.text("model", Texts.NAME_LENGTH);
		Instant after = parameters.moment("created_after");
		Instant before = parameters.moment("created_before");
		if (!kind.isEmpty()) {
			where = where.and("o.kind = :kind", Map.of("kind", kind));
		}
		if (!source.isEmpty()) {
			where = where.and("o.source = :source", Map.of("source", source));
		}
		if (model != null) {
			where = where.and("o.model = :model", Map.of("model", model));
		}
		if (after != null) {
			where = where.and("o.created_at > :created_after", Map.of("created_after", after));
		}
		if (before != null) {
			where = where.and("o.created_at < :created_before", Map.of("created_before", before));
		}
		return this.listing.rows(where);
	}

	private static final String FIND = """
			/* findCaptionOperation */
			SELECT o.operation_id, o.kind, o.label, o.created_at, o.source, o.model, o.saved, o.kept, o.undone_at
			FROM caption_operations o WHERE o.operation_id = :id
			""";

	/**
	 * Finds an operation.
	 * @return empty if it has no row
	 */
	Mono<Operation> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(OperationRepository::operation);
	}

	private static final String IS_KNOWN = """
			/* isCaptionOperation */
			SELECT EXISTS (SELECT 1 FROM caption_operations WHERE operation_id = :id)
			  OR EXISTS (SELECT 1 FROM captions WHERE operation_id = :id)
			""";

	/**
	 * Tells whether an operation has a row or a caption. The save of one caption has no
	 * row.
	 */
	Mono<Boolean> isKnown(UUID id) {
		return this.statements.sql(IS_KNOWN).bind("id", id).value(Boolean.class);
	}

	private static final String COUNT_CURRENT = """
			/* countCurrentCaptions */
			SELECT count(*) FROM captions c JOIN images i ON i.image_id = c.image_id AND i.caption_id = c.caption_id
			WHERE c.operation_id = :id
			""";

	/**
	 * Counts the captions of an operation that are current.
	 */
	Mono<Long> countCurrent(UUID id) {
		return this.statements.sql(COUNT_CURRENT).bind("id", id).value(Long.class);
	}

	private static final String COUNT = """
			/* countSavedCaptions */ SELECT count(*) FROM captions WHERE operation_id = :id
			""";

	/**
	 * Counts the captions of an operation.
	 */
	Mono<Long> count(UUID id) {
		return this.statements.sql(COUNT).bind("id", id).value(Long.class);
	}

	@Override
	public Mono<String> obstacle(UUID operationId) {
		return this.jobs.isBusy(operationId)
			.filter(Boolean::booleanValue)
			.map((busy) -> "A job works on this operation. Cancel that job, or wait for its end.");
	}

	private static final String COUNT_IMAGES = """
			/* countCaptionedImages */ SELECT count(DISTINCT image_id) FROM captions WHERE operation_id = :id
			""";

	/**
	 * Counts the images of an operation that still exist.
	 */
	Mono<Long> countImages(UUID id) {
		return this.statements.sql(COUNT_IMAGES).bind("id", id).value(Long.class);
	}

	private static final String UNDONE = """
			/* markUndone */ UPDATE caption_operations SET undone_at = :now WHERE operation_id = :id
			""";

	private static final String REDONE = """
			/* markRedone */ UPDATE caption_operations SET undone_at = NULL WHERE operation_id = :id
			""";

	/**
	 * Records that an operation was undone or redone.
	 */
	Mono<Void> mark(UUID id, Direction direction) {
		Statements.Call call = switch (direction) {
			case UNDO -> this.statements.sql(UNDONE).bind("now", Instant.now());
			case REDO -> this.statements.sql(REDONE);
		};
		return call.bind("id", id).then();
	}

	private static Operation operation(Readable row) {
		return new Operation(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				row.get(2, String.class), Columns.get(row, 3, Instant.class), row.get(4, String.class),
				row.get(5, String.class), Columns.get(row, 6, Long.class), Columns.get(row, 7, Long.class),
				row.get(8, Instant.class));
	}

}
