package dev.tintype.search.filter;

import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;

import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FilterParserTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	private static final FilterFields FIELDS = FilterFields.of("tests", FilterField.id("id", "t.id"),
			FilterField.text("name", "t.name"), FilterField.integer("width", "t.width"),
			FilterField.decimal("aspect", "t.aspect"), FilterField.moment("created", "t.created"),
			FilterField.wallTime("taken", "t.taken"), FilterField.flag("captioned", "t.yes", "t.no"),
			FilterField.text("source", "t.source").of("model", "human"),
			FilterField.text("tags", "e.tag").listWithin("EXISTS (SELECT 1 FROM e WHERE %s)"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					width=1                            | width = [1]
					width = +1                         | width = [1]
					width >= 1.00                      | width >= [1]
					aspect < -.5                       | aspect < [-0.5]
					width 100 TO 200                   | width TO [100, 200]
					width 100 to 200 and width!=150    | (width TO [100, 200] & width != [150])
					name = word or name = a and width > 2 | (name = [word] / (name = [a] & width > [2]))
					(name = a or name = b) and width > 2 | ((name = [a] / name = [b]) & width > [2])
					NOT width = 1                      | !width = [1]
					not (width = 1)                    | !width = [1]
					name NOT IN [a , 'b c',"d"]        | !name IN [a, b c, d]
					name NOT EXISTS                    | !name EXISTS []
					name starts   with with            | name STARTS WITH [with]
					name = "NOT"                       | name = [NOT]
					name = 'it\\'s \\\\ \\d \\"'       | name = [it's \\ \\d "]
					name = ''                          | name = []
					name = ein-Wort_1;x?%*:/.é😀       | name = [ein-Wort_1;x?%*:/.é😀]
					captioned=TRUE                     | captioned = [true]
					id = no-id                         | id = nothing
					id IN [no-id, 01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10] | id IN [01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10]
					tags CONTAINS x                    | tags CONTAINS [x]
					source = human                     | source = [human]
					source CONTAINS hum                | source CONTAINS [hum]
					created = 2026-11-30               | created = [2026-11-30T00:00:00Z..2026-12-01T00:00:00Z]
					created > 2026-11-30T01:00:00.123456+01:00 | created > [2026-11-30T00:00:00.123456Z..2026-11-30T00:00:00.123457Z]
					created > 2026-11-30T01:00:00.1234567+01:00 | created > [2026-11-30T00:00:00.123457Z..2026-11-30T00:00:00.123457Z]
					name = exısts or name = containſ | (name = [exısts] / name = [containſ])
					taken = 2026-11-30T12:00:00.5      | taken = [2026-11-30T12:00:00.500Z..2026-11-30T12:00:00.500001Z]
					created <= now-7d                  | created <= [2026-11-23T12:00:00Z..2026-11-23T12:00:00.000001Z]
					created >= NOW-2W                  | created >= [2026-11-16T12:00:00Z..2026-11-16T12:00:00.000001Z]
					created < now                      | created < [2026-11-30T12:00:00Z..2026-11-30T12:00:00.000001Z]
					""")
	void filterIsParsed(String text, String tree) {
		assertThat(shown(parse(text).tree())).isEqualTo(tree);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					widht = 1                | Unknown field 'widht' at 1. Did you mean 'width'?
					width=1 AND Name=a       | Unknown field 'Name' at 13. Did you mean 'name'?
					xyz = 1                  | Unknown field 'xyz' at 1. The fields are id, name, width, aspect, created, taken, captioned, source, tags.
					😀 = 1                   | Unknown field '😀' at 1. The fields are id, name, width, aspect, created, taken, captioned, source, tags.
					name = 😀 OR wdth = 1    | Unknown field 'wdth' at 13. Did you mean 'width'?
					` `                      | Expected a field, NOT or '(' at 2, but the filter ends there.
					width                    | Expected an operator at 6, but the filter ends there.
					width =                  | Expected a value at 8, but the filter ends there.
					width = AND name = a     | Expected a value at 9, but found the keyword AND. A keyword as a value needs quotes.
					width = = 1              | Expected a value at 9, but found '='.
					width ! 1                | Expected an operator at 7, but found '!'.
					width 100 200            | Expected an operator at 7, but found '100'.
					width foo 1              | Expected an operator at 7, but found 'foo'.
					width ın [1]            | Expected an operator at 7, but found 'ın'.
					name ſtarts with a       | Expected an operator at 6, but found 'ſtarts'.
					name exısts              | Expected an operator at 6, but found 'exısts'.
					width = 1 name = a       | Expected AND, OR or the end at 11, but found 'name'.
					width = 1 )              | Expected AND, OR or the end at 11, but found ')'.
					(width = 1               | Expected AND, OR or ')' at 11, but the filter ends there.
					NOT NOT width = 1        | Expected a field or '(' at 5, but found the keyword NOT. A keyword as a value needs quotes.
					'width' = 1              | Expected a field, NOT or '(' at 1, but found 'width'.
					width = abc              | Expected a whole number at 9, but found 'abc'.
					width = 1.5              | Expected a whole number at 9, but found '1.5'.
					width = 9223372036854775808 | Expected a whole number at 9, but found '9223372036854775808'.
					aspect = NaN             | Expected a number at 10, but found 'NaN'.
					aspect = 1e3             | Expected a number at 10, but found '1e3'.
					captioned = yes          | Expected true or false at 13, but found 'yes'.
					created = 2026-02-30     | Expected a time such as 2026-11-30T12:00:00Z, 2026-11-30 or now-7d at 11, but found '2026-02-30'.
					created = now-999999999w | Expected a time such as 2026-11-30T12:00:00Z, 2026-11-30 or now-7d at 11, but found 'now-999999999w'.
					created = 2026-11-30T12:00:00 | Expected a time such as 2026-11-30T12:00:00Z, 2026-11-30 or now-7d at 11, but found '2026-11-30T12:00:00'.
					source = humen           | Unknown value 'humen' of 'source' at 10. Did you mean 'human'? The values are model, human.
					width CONTAINS 1         | The field 'width' does not take CONTAINS at 7. It takes = != > >= < <= TO IN EXISTS.
					tags = a                 | The field 'tags' does not take = at 6. It takes IN CONTAINS EXISTS.
					name IN a                | Expected '[' at 9, but found 'a'.
					name IN []               | Expected a value at 10, but found ']'.
					name IN [a,]             | Expected a value at 12, but found ']'.
					name IN [a b]            | Expected ',' or ']' at 12, but found 'b'.
					name STARTS a            | Expected WITH at 13, but found 'a'.
					name NOT = a             | Expected IN, CONTAINS, STARTS WITH, MATCHES or EXISTS at 10, but found '='.
					name = 'abc              | The quote at 8 is not closed.
					name = 'abc\\'           | The quote at 8 is not closed.
					name MATCHES 'a('        | Invalid regular expression at 14: a group is not closed by ) (position 2).
					""")
	void errorNamesPosition(String text, String detail) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> parse(text)).satisfies((problem) -> {
			assertThat(problem.getBody().getDetail()).isEqualTo(detail);
			assertThat(problem.getBody().getStatus()).isEqualTo(400);
			assertThat(problem.getBody().getProperties()).extractingByKey("errors")
				.asString()
				.startsWith("[Fault[pointer=filter,");
		});
	}

	@Test
	void limitsAreExact() {
		assertThatNoException().isThrownBy(() -> parse(conditions(100)));
		assertFails(conditions(101), "A filter has at most 100 conditions; there are more at 1101.");
		assertThatNoException().isThrownBy(() -> parse("(".repeat(20) + "width=1" + ")".repeat(20)));
		assertFails("(".repeat(21) + "width=1" + ")".repeat(21),
				"A filter has at most 20 levels of parentheses; there are more at 21.");
		assertThatNoException().isThrownBy(() -> parse("width IN [" + values(1_000) + "]"));
		assertFails("width IN [" + values(1_001) + "]",
				"A filter has at most 1000 values in one IN; there are more at 2011.");
		assertThatNoException().isThrownBy(() -> parse("name = " + "é".repeat(RowFilter.BODY_LENGTH / 2 - 4)));
		assertFails("name = " + "é".repeat(RowFilter.BODY_LENGTH / 2 - 3), "A filter has at most 65536 bytes.");
	}

	@Test
	void unstorableCharacterIsRefused() {
		assertFails("name = a\0b", "The filter must not contain a NUL character.");
		assertFails("name = a\ud800", "The filter must not contain an unpaired surrogate.");
	}

	@Test
	void longValueIsShortenedInError() {
		assertFails("width = " + "x".repeat(500), "Expected a whole number at 9, but found '" + "x".repeat(60) + "…'.");
	}

	private static void assertFails(String text, String detail) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> parse(text))
			.satisfies((problem) -> assertThat(problem.getBody().getDetail()).isEqualTo(detail));
	}

	private static String conditions(int count) {
		return String.join(" or ", Collections.nCopies(count, "width=1"));
	}

	private static String values(int count) {
		return String.join(",", Collections.nCopies(count, "1"));
	}

	private static RowFilter parse(String text) {
		return RowFilter.parse(text, FIELDS, NOW, "filter");
	}

	private static String shown(Filter filter) {
		if (filter instanceof Filter.And and) {
			return and.parts().stream().map(FilterParserTests::shown).collect(Collectors.joining(" & ", "(", ")"));
		}
		if (filter instanceof Filter.Or or) {
			return or.parts().stream().map(FilterParserTests::shown).collect(Collectors.joining(" / ", "(", ")"));
		}
		if (filter instanceof Filter.Not not) {
			return "!" + shown(not.part());
		}
		Filter.Condition condition = (Filter.Condition) filter;
		boolean nothing = condition.values().isEmpty() && condition.operator() == Operator.EQUAL;
		return condition.field().name() + " " + condition.operator().symbol() + " "
				+ (nothing ? "nothing" : condition.values().stream().map(FilterParserTests::shown).toList());
	}

	private static String shown(Object value) {
		return (value instanceof TimeSpan span) ? span.start() + ".." + span.end() : value.toString();
	}

}
