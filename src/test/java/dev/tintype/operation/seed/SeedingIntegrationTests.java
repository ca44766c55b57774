package dev.tintype.operation.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SeedingIntegrationTests {

	private static final String ID = "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10";

	@TempDir
	private Path directory;

	private SeededDatabase database = new SeededDatabase(Path.of("."));

	@BeforeEach
	void makeDatabase() throws SQLException {
		this.database = new SeededDatabase(this.directory);
		this.database.make();
	}

	@Test
	void everyValueIsConvertedToTypeOfColumn() throws SQLException {
		this.database.seed("1.yaml", """
				table: kinds
				rows:
				  - id: %s
				    name: 007
				    "Odd \\"column": 'null'
				    born: 2026-03-01
				    wakes: 09:30:15
				    seen: 2026-03-01 10:30:00.123456 +01:00
				    local: 2026-03-01T09:30:00
				    amount: 12345678901234567890.0123456789
				    ratio: 1e-3
				    data: {text: "a\\"b 😀", number: 1.50, list: [1, null, true, "2", x]}
				    flag: true
				    small: -32768
				    many: 2147483647
				    most: 9223372036854775807
				  - {name: nulls, born: null, flag: ~, data: }
				  - {name: texts, data: '{"a": [1, 2]}', seen: now, born: now, local: now, wakes: now}
				""".formatted(ID));

		assertThat(this.database.row("name = '007'", "id", "\"Odd \"\"column\"", "born", "wakes", "local", "ratio",
				"flag", "small", "many", "most", "doubled"))
			.isEqualTo(ID + "|null|2026-03-01|09:30:15|2026-03-01 09:30:00|0.001|TRUE|-32768|2147483647"
					+ "|9223372036854775807|-65536");
		assertThat(this.database.row("name = '007'", "amount")).isEqualTo("12345678901234567890.0123456789");
		assertThat(this.database.moment("007")).isEqualTo(OffsetDateTime.parse("2026-03-01T09:30:00.123456Z"));
		assertThat(this.database.row("name = '007'", "data").replaceAll("([:,]) ", "$1")).isIn(
				"{\"text\":\"a\\\"b 😀\",\"number\":1.50,\"list\":[1,null,true,\"2\",\"x\"]}",
				"{\"list\":[1,null,true,\"2\",\"x\"],\"text\":\"a\\\"b 😀\",\"number\":1.50}");
		assertThat(this.database.row("name = 'nulls'", "born", "flag", "data", "most")).isEqualTo("null|null|null|7");
		assertThat(this.database.row("name = 'texts'", "data").replace(" ", "")).isEqualTo("{\"a\":[1,2]}");
		assertThat(this.database.moment("texts")).isBetween(OffsetDateTime.now().minusMinutes(5), OffsetDateTime.now());
		assertThat(this.database.row("name = 'texts' AND born IS NOT NULL AND local IS NOT NULL AND wakes IS NOT NULL",
				"name"))
			.isEqualTo("texts");
	}

	@Test
	void longAndAwkwardTextsAreStoredUnchanged() throws SQLException {
		this.database.seed("1.yaml", """
				table: kinds
				rows:
				  - name: |
				      first line
				        second, "quoted" 'too' \\ %_ ${x}

				      e\u0301 😀 漢字 \u202eabc
				  - name: >-
				      folded
				      into one
				  - name: "\\u2028\\u00a0\\ufeff\\U0001F600"
				""");
		assertThat(this.database.rows("SELECT name FROM kinds")).containsExactlyInAnyOrder(
				"first line\n  second, \"quoted\" 'too' \\ %_ ${x}\n\ne\u0301 😀 漢字 \u202eabc\n", "folded into one",
				"\u2028\u00a0\ufeff😀");
	}

	@Test
	void existingRowsAreNotChanged() throws SQLException {
		String file = "table: kinds\nrows:\n  - {id: %s, name: a, many: 1}\n  - {name: b, many: 1}\n".formatted(ID);
		assertThat(this.database.seed("1.yaml", file).files())
			.containsExactly(new SeedSummary.SeededFile("1.yaml", "kinds", 2, 2, 0));
		this.database.execute("UPDATE kinds SET many = 5");
		this.database.execute("UPDATE kinds SET name = 'renamed' WHERE name = 'a'");

		SeedSummary again = this.database.seed("1.yaml", file);

		assertThat(again.files()).containsExactly(new SeedSummary.SeededFile("1.yaml", "kinds", 2, 0, 2));
		assertThat(this.database.rows("SELECT name || many FROM kinds")).containsExactlyInAnyOrder("renamed5", "b5");
	}

	@Test
	void fileMayNameAnotherKey() throws SQLException {
		String file = "table: kinds\nkey: [many, flag]\nrows:\n  - {name: %s, many: 1}\n";
		this.database.seed("1.yaml", file.formatted("a"));
		assertThat(this.database.seed("1.yaml", file.formatted("b")).added()).isZero();
		assertThat(this.database.rows("SELECT name FROM kinds")).containsExactly("a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{name: b, flag: maybe}          | row 2: column flag must be true or false
			{name: b, many: 2147483648}     | row 2: column many must be a whole number in the range of integer
			{name: b, many: 1.5}            | row 2: column many must be a whole number in the range of integer
			{name: b, many: 1e999999999}    | row 2: column many must be a whole number in the range of integer
			{name: b, ratio: NaN}           | row 2: column ratio must be a number
			{name: b, born: 2026-02-30}     | row 2: column born must be a date such as 2026-03-01, or now
			{name: b, seen: 2026-03-01}     | row 2: column seen must be a moment with its offset
			{name: b, id: 1-1-1-1-1}        | row 2: column id must be a UUID
			{name: b, data: '{"a'}          | row 2: column data must be a mapping, a list, or a text that is JSON
			{name: b, doubled: 2}           | row 2: column doubled must not be given
			{name: b, other: 2}             | row 2: column other does not exist in the table
			{name: b, '"; DROP TABLE x': 2} | row 2: column "; DROP TABLE x does not exist in the table
			{name: b, 'Odd "column': abcdef} | row 2: column Odd "column must have at most 5 characters
			{name: "b\\0"}                  | row 2: column name must not contain a NUL character
			{name: "b\\uD800"}              | 1.yaml
			{name: [b]}                     | row 2: column name must be a single value
			{name: null}                    | row 2: column name must not be null
			{many: 1}                       | row 2: column name must be given
			{name: b, name: c}              | name occurs twice
			b                               | row 2 must have columns and values
			{name: b                        | 1.yaml, line
			""")
	void faultOfRowIsReportedAndNothingIsWritten(String row, String fault) throws SQLException {
		assertThatExceptionOfType(SeedException.class)
			.isThrownBy(() -> this.database.seed("1.yaml", "table: kinds\nrows:\n  - {name: a}\n  - " + row + "\n"))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("1.yaml").contains(fault).hasLineCount(1));
		assertThat(this.database.rows("SELECT name FROM kinds")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                                         | the file must have table: and rows:
			[1]                                        | the file must have table: and rows:
			{table: kinds}                             | rows must be a list
			{table: kinds, rows: [], colour: red}      | colour is not one of table, id, key and rows
			{table: images, rows: []}                  | the table images does not accept seeds
			{table: 'kinds"; --', rows: []}            | does not accept seeds
			{table: kinds, key: other, rows: []}       | the table kinds has no column other
			{table: kinds, id: '1 OR 1', rows: []}     | the table kinds has no column 1 OR 1
			{rows: []}                                 | table must be a name
			""")
	void faultOfFileIsReported(String text, String fault) {
		assertThatExceptionOfType(SeedException.class).isThrownBy(() -> this.database.seed("1.yaml", text))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("1.yaml").contains(fault).hasLineCount(1));
	}

	@Test
	void allFilesAreOneTransaction() throws SQLException {
		SeedFile good = SeededDatabase.file("1.yaml", "table: kinds\nrows: [{name: a}]");
		SeedFile bad = SeededDatabase.file("2.yaml", "table: kinds\nrows: [{name: b}, {name: c, many: x}]");
		assertThatExceptionOfType(SeedException.class).isThrownBy(() -> this.database.seeding(List.of(good, bad)).run())
			.withMessageStartingWith("2.yaml, row 2: column many");
		assertThat(this.database.rows("SELECT name FROM kinds")).isEmpty();
	}

	@Test
	void concurrentSeedingsAddEachRowOnce() throws Exception {
		StringBuilder text = new StringBuilder("table: kinds\nrows:\n");
		for (int i = 0; i < 50; i++) {
			text.append("  - {name: n").append(i).append("}\n");
		}
		CyclicBarrier together = new CyclicBarrier(4);
		Callable<Integer> one = () -> {
			together.await();
			return this.database.seed("1.yaml", text.toString()).added();
		};
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Integer> added = new ArrayList<>();
		for (Future<Integer> done : threads.invokeAll(List.of(one, one, one, one))) {
			added.add(done.get());
		}
		threads.shutdown();

		assertThat(added).containsExactlyInAnyOrder(50, 0, 0, 0);
		assertThat(this.database.rows("SELECT name FROM kinds")).hasSize(50).doesNotHaveDuplicates();
	}

	@Test
	void filesOfFoldersAreSeededInOrderOfTheirNumbers() throws IOException, SQLException {
		Path first = Files.createDirectory(this.directory.resolve("first"));
		Path second = Files.createDirectory(this.directory.resolve("second"));
		Files.writeString(first.resolve("10-b.yml"), "table: prompts\nrows: [{prompt_text: third}]");
		Files.writeString(first.resolve("9-a.yaml"), "table: prompts\nrows: [{prompt_text: second}]");
		Files.writeString(first.resolve("notes.txt"), "none");
		Files.writeString(second.resolve("1.yaml"), "table: document\nrows: [{code: c, name: n, content: x}]");

		SeedSummary summary = new Seeding(this.database.source(), this.database.dialect(), List.of(first, second))
			.run();

		assertThat(summary.files()).extracting(SeedSummary.SeededFile::file)
			.startsWith("9-a.yaml", "10-b.yml", "1.yaml");
		assertThat(this.database.rows("SELECT prompt_text FROM prompts ORDER BY id")).containsExactly("second",
				"third");
		Files.writeString(second.resolve("x.yaml"), "");
		assertThatExceptionOfType(SeedException.class)
			.isThrownBy(() -> new Seeding(this.database.source(), this.database.dialect(), List.of(second)).run())
			.withMessageContaining("begins with a number");
		assertThatExceptionOfType(SeedException.class)
			.isThrownBy(() -> new Seeding(this.database.source(), this.database.dialect(),
					List.of(this.directory.resolve("none")))
				.run())
			.withMessageContaining("does not exist");
	}

}
