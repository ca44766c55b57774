package dev.tintype.text.prompt;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks prompts, their pictures and their links to images.
 */
@Repository
@Order(40)
class PromptIntegrity implements IntegrityChecks {

	/** A small number, because whole texts and pictures are read. */
	private static final int WINDOW = 200;

	private static final String PROMPT = "'prompt ' || CAST(p.id AS VARCHAR)";

	private static final String HASH_H2 = "LOWER(RAWTOHEX(HASH('SHA-256', CAST(p.thumbnail_data AS VARBINARY))))";

	private static final String HASH_POSTGRESQL = "encode(sha256(p.thumbnail_data), 'hex')";

	private static final String WHOLE = """
			p.thumbnail_data IS NOT NULL AND p.thumbnail_mime IS NOT NULL AND p.thumbnail_width IS NOT NULL
			AND p.thumbnail_height IS NOT NULL AND p.thumbnail_bytes IS NOT NULL AND p.thumbnail_etag IS NOT NULL""";

	private static final String NONE = """
			p.thumbnail_data IS NULL AND p.thumbnail_mime IS NULL AND p.thumbnail_width IS NULL
			AND p.thumbnail_height IS NULL AND p.thumbnail_bytes IS NULL AND p.thumbnail_etag IS NULL""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	PromptIntegrity(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(links(), picture(), pictureBytes(), text(), numbers());
	}

	private IntegrityCheck links() {
		RowScan rows = scan(new Rows("prompt_images l", "l.image_id", UUID.class, """
				NOT EXISTS (SELECT 1 FROM prompts p WHERE p.id = l.prompt_id)
				OR NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = l.image_id)"""));
		return IntegrityCheck.quick("prompt-images.rows", """
				Links between a prompt and an image of which one does not exist. Repair deletes only the links.""",
				rows.tell("'prompt ' || CAST(l.prompt_id AS VARCHAR) || ', image ' || CAST(l.image_id AS VARCHAR)"),
				rows.repair("/* deleteLostTies */ DELETE FROM prompt_images l WHERE {rows}"));
	}

	private IntegrityCheck picture() {
		RowScan rows = scan(new Rows("prompts p", "p.id", Long.class, "NOT (" + WHOLE + ") AND NOT (" + NONE + ")"));
		return IntegrityCheck.quick("prompts.picture", """
				Prompts with some columns of a picture set and others not. Repair clears the columns if there are \
				no bytes. It never deletes bytes, since there may be no other copy.""",
				rows.tell(PROMPT + " || CASE WHEN p.thumbnail_data IS NULL THEN ' has no bytes' ELSE ' has bytes' END"),
				rows.repair("""
						/* clearHalfPictures */
						UPDATE prompts p SET thumbnail_mime = NULL, thumbnail_width = NULL, thumbnail_height = NULL,
						  thumbnail_bytes = NULL, thumbnail_etag = NULL
						WHERE {rows} AND p.thumbnail_data IS NULL
						"""));
	}

	private IntegrityCheck pictureBytes() {
		String hash = this.dialect.choose(HASH_H2, HASH_POSTGRESQL);
		RowScan rows = scan(new Rows("prompts p", "p.id", Long.class, WHOLE + " AND (p.thumbnail_etag <> " + hash
				+ " OR p.thumbnail_bytes <> octet_length(p.thumbnail_data))", WINDOW));
		return IntegrityCheck.deep("prompts.picture-bytes", """
				Prompts whose picture does not have its stored etag or length. Repair sets both from the bytes, \
				which stay as they are.""", rows.tell(PROMPT),
				rows.repair("/* repairPictureTags */ UPDATE prompts p SET thumbnail_etag = " + hash
						+ ", thumbnail_bytes = octet_length(p.thumbnail_data) WHERE {rows}"));
	}

	private IntegrityCheck text() {
		return IntegrityCheck.deep("prompts.text", """
				Prompts whose hash or search text does not follow from their text. Repair sets both. If another \
				prompt has that hash, repair changes nothing.""", misread().map((prompt) -> "prompt " + prompt.id()),
				misread().concatMap(this::setNormal, 1).reduce(0L, Long::sum));
	}

	private Flux<Text> misread() {
		return scan(new Rows("prompts p", "p.id", Long.class, "TRUE", WINDOW))
			.<Text>read("p.id, p.prompt_text, p.prompt_hash, p.search_text",
					(row) -> new Text(Columns.get(row, 0, Long.class), Columns.get(row, 1, String.class),
							Columns.get(row, 2, String.class), Columns.get(row, 3, String.class)))
			.publishOn(Schedulers.boundedElastic(), WINDOW)
			.filter((prompt) -> !prompt.isNormal());
	}

	private static final String SET_NORMAL = """
			/* repairPromptText */
			UPDATE prompts SET prompt_hash = :hash, search_text = :search_text WHERE id = :id AND prompt_text = :text
			AND NOT EXISTS (SELECT 1 FROM prompts p WHERE p.prompt_hash = :hash AND p.id <> :id)
			""";

	private Mono<Long> setNormal(Text prompt) {
		NormalPrompt normal = NormalPrompt.of(prompt.text());
		return this.transactions.runSingle(this.statements.sql(SET_NORMAL)
			.bind("hash", normal.hash())
			.bind("search_text", normal.searchText())
			.bind("id", prompt.id())
			.bind("text", prompt.text())
			.update());
	}

	private static final String NUMBERS_H2 = """
			/* comparePromptNumbers */
			SELECT greatest.id, c.identity_base
			FROM (SELECT max(id) AS id FROM prompts) greatest, information_schema.columns c
			WHERE c.table_schema = current_schema AND c.table_name = 'prompts' AND c.column_name = 'id'
			  AND c.identity_base <= greatest.id
			""";

	private static final String NUMBERS_POSTGRESQL = """
			/* comparePromptNumbers */
			SELECT greatest.id, s.last_value + CASE WHEN s.is_called THEN 1 ELSE 0 END
			FROM (SELECT max(id) AS id FROM prompts) greatest, prompts_id_seq s
			WHERE s.last_value + CASE WHEN s.is_called THEN 1 ELSE 0 END <= greatest.id
			""";

	/** No transaction takes an id while the repair sets the sequence. */
	private static final String HALT_POSTGRESQL = "/* haltPrompts */ LOCK TABLE prompts IN SHARE ROW EXCLUSIVE MODE";

	private static final String RESTART_POSTGRESQL = """
			/* restartPromptNumbers */
			SELECT setval('prompts_id_seq', (SELECT max(id) FROM prompts))
			""";

	private static final String RESTART_H2 = """
			/* restartPromptNumbers */
			ALTER TABLE prompts ALTER COLUMN id RESTART WITH (SELECT max(id) + 1 FROM prompts)
			""";

	private IntegrityCheck numbers() {
		Flux<String> behind = this.statements.sql(this.dialect.choose(NUMBERS_H2, NUMBERS_POSTGRESQL))
			.all((row) -> "next number " + row.get(1, Long.class) + ", greatest id " + row.get(0, Long.class));
		Mono<Long> restart = this.statements.sql(this.dialect.choose(RESTART_H2, RESTART_POSTGRESQL))
			.all((row) -> true)
			.then(Mono.just(1L));
		Mono<Long> repair = behind.next().flatMap((found) -> restart);
		return IntegrityCheck.quick("prompts.numbers", """
				A sequence of ids whose next value is not above the highest id, so that prompts cannot be added. \
				Repair sets it above the highest id.""", behind, switch (this.dialect) {
			case H2 -> repair;
			case POSTGRESQL -> this.transactions.run(this.statements.sql(HALT_POSTGRESQL).then().then(repair));
		});
	}

	private RowScan scan(Rows rows) {
		return new RowScan(this.statements, this.transactions, rows);
	}

	/** The text of a prompt and what is stored about it. */
	private record Text(long id, String text, String hash, String searchText) {

		boolean isNormal() {
			NormalPrompt normal = NormalPrompt.of(this.text);
			return normal.hash().equals(this.hash) && normal.searchText().equals(this.searchText);
		}

	}

}
