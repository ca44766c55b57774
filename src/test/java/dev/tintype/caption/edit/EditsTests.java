package dev.tintype.caption.edit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EditsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"find":"a","replace":"bb"}                                         | banana | bbbnbbnbb
					{"find":"an","replace":""}                                          | banana | ba
					{"find":".","replace":"!"}                                          | a.b    | a!b
					{"find":"CAT","replace":"dog"}                                      | a cat  | a cat
					{"find":"CAT","replace":"dog","ignore_case":true}                   | a cat  | a dog
					{"find":"straße","replace":"road","ignore_case":true}               | STRASSE 1 | road 1
					{"find":"s","replace":"z","ignore_case":true}                       | Straße | ztraße
					{"find":"é","replace":"e","ignore_case":true}                       | Cafe\u0301 | Cafe
					{"find":"e","replace":"x","ignore_case":true}                       | Cafe\u0301 e | Cafe\u0301 x
					{"find":"cat","replace":"dog","whole_word":true}                    | cat concat cats, cat_ cat. | dog concat cats, cat_ dog.
					{"find":"a","replace":"the","whole_word":true,"ignore_case":true}   | A b ba a | the b ba the
					{"find":"😀","replace":":)"}                                        | 😀😁😀 | :)😁:)
					{"pattern":"(\\\\w+) and (\\\\w+)","replace":"$2 & $1"}             | cats and dogs | dogs & cats
					{"pattern":"(?P<first>\\\\w+) (?P<last>\\\\w+)","replace":"${last}, ${first} $$1"} | Ada Lovelace | Lovelace, Ada $1
					{"pattern":"(?i)photo OF ","replace":""}                            | Photo of a cat | a cat
					{"pattern":"a*?b","replace":"x"}                                    | aab ab | x x
					{"pattern":"x*","replace":"-"}                                      | 😀a | -😀-a-
					{"pattern":"^an? ","replace":""}                                    | a cat and a dog | cat and a dog
					{"prefix":"photo, "}                                                | a cat | photo, a cat
					{"prefix":"photo, "}                                                | photo, a cat | photo, a cat
					{"suffix":"."}                                                      | a cat | a cat.
					{"suffix":"."}                                                      | a cat. | a cat.
					{"trim":true}                                                       | ' \u00a0a\t\n cat\u3000' | a cat
					{"case":"lower"}                                                    | ÀB İ | àb i\u0307
					{"case":"upper"}                                                    | straße | STRASSE
					{"case":"sentence"}                                                 | A BIG CAT. "YES!" élan 3.5 M | A big cat. "Yes!" Élan 3.5 m
					{"truncate":{"characters":5}}                                       | a cat on | a cat
					{"truncate":{"characters":4}}                                       | a cat on | a
					{"truncate":{"characters":6}}                                       | a cat on | a cat
					{"truncate":{"characters":3}}                                       | abcdef | abc
					{"truncate":{"characters":2}}                                       | 😀😁😂 | 😀😁
					{"truncate":{"characters":3}}                                       | 😀 😁😂 | 😀
					{"truncate":{"characters":9}}                                       | a cat on | a cat on
					{"truncate":{"words":2}}                                            | 'a  cat on' | 'a  cat'
					{"truncate":{"words":9}}                                            | 'a cat ' | 'a cat '
					""")
	void editChangesText(String edit, String before, String after) {
		assertThat(edits("[" + edit + "]").apply(before)).isEqualTo(after);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"add":["x"]}                                   | a, b     | x, a, b
			{"add":["x","B"],"add_at":"end"}                | a, b     | a, b, x
			{"remove":["A"," c "]}                          | a, b,c, a | b
			{"rename":{"Cat":"dog"}}                        | a, cat , CAT | a, dog
			{"rename":{"cat":"dog"},"deduplicate":false}    | cat, cat | dog, dog
			{"remove":["x"],"rename":{"a":"x"}}             | a, b     | b
			{}                                              | B, a, b ,A | B, a
			{"sort":"alphabetical"}                         | b, A, c  | A, b, c
			{"first":["c","a"]}                             | a, b, c  | c, a, b
			{"separator":" "}                               | a  b a   | a b
			{"separator":";"}                               | a; b;b   | a;b
			{"add":["1girl \\\\(solo\\\\)"]}                | a        | 1girl \\(solo\\), a
			{"remove":["a"]}                                | A        | ''
			""")
	void editChangesTags(String steps, String before, String after) {
		assertThat(edits("[{\"tags\":" + steps + "}]").apply(before)).isEqualTo(after);
	}

	@Test
	void tagsAreSortedByFrequencyInAllCaptions() {
		Edits edits = edits("[{\"trim\":true},{\"tags\":{\"sort\":\"frequency\",\"rename\":{\"kitty\":\"cat\"}}}]");
		assertThat(edits.needsCounts()).isTrue();
		List.of("dog, cat", "kitty, sea", "bird, dog, Cat").forEach(edits::count);
		assertThat(edits.apply("bird, sea, dog, kitty")).isEqualTo("cat, dog, bird, sea");
	}

	@Test
	void editsAreAppliedInOrder() {
		Edits edits = edits("""
				[{"find":"a","replace":"b"},{"find":"b","replace":"c"},{"prefix":"c"},{"case":"upper"}]""");
		assertThat(edits.apply("ab")).isEqualTo("CC");
	}

	@Test
	void whiteSpaceCountsAsEmpty() {
		assertThat(edits("[{\"find\":\"a\",\"replace\":\" \"}]").apply("a\u00a0a")).isEmpty();
	}

	@Test
	void tooLongResultLeavesCaptionAsItIs() {
		String longest = "x".repeat(20_000);
		assertThat(edits("[{\"suffix\":\"y\"}]").apply(longest)).isEqualTo(longest);
		assertThat(edits("[{\"suffix\":\"y\"},{\"truncate\":{\"characters\":5}}]").apply(longest)).isEqualTo("xxxxx");
		Edits doubled = edits(List.of("{\"pattern\":\".\",\"replace\":\"$0$0\"}")
			.stream()
			.flatMap((edit) -> java.util.stream.Stream.generate(() -> edit).limit(50))
			.collect(Collectors.joining(",", "[", "]")));
		assertThat(doubled.apply("x")).isEqualTo("x");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"filter":"captioned = true"}                                | /edits
					{"edits":[{"trim":true}]}                                    | /filter
					{"filter":"captioned = true","edits":[]}                     | /edits
					{"filter":"captioned = true","edits":{}}                     | /edits
					{"filter":"captioned = true","edits":["x"]}                  | /edits/0
					{"filter":"captioned = true","edits":[{"trim":true},{}]}     | /edits/1
					{"filter":"captioned = true","edits":[{"trim":true,"case":"lower"}]} | /edits/0
					{"filter":"captioned = true","edits":[{"find":""}]}          | /edits/0/find,/edits/0/replace
					{"filter":"captioned = true","edits":[{"find":"a","replace":1,"whole_word":"yes"}]} | /edits/0/replace,/edits/0/whole_word
					{"filter":"captioned = true","edits":[{"find":"a\\u0000","replace":"\\ud800"}]} | /edits/0/find,/edits/0/replace
					{"filter":"captioned = true","edits":[{"pattern":"(a","replace":""}]}   | /edits/0/pattern
					{"filter":"captioned = true","edits":[{"pattern":"(a)","replace":"$2"}]} | /edits/0/replace
					{"filter":"captioned = true","edits":[{"pattern":"a","replace":"$"}]}    | /edits/0/replace
					{"filter":"captioned = true","edits":[{"pattern":"a","replace":"${x}"}]} | /edits/0/replace
					{"filter":"captioned = true","edits":[{"pattern":"((a{1000}){1000}){1000}","replace":""}]} | /edits/0/pattern
					{"filter":"captioned = true","edits":[{"prefix":5}]}         | /edits/0/prefix
					{"filter":"captioned = true","edits":[{"trim":false}]}       | /edits/0/trim
					{"filter":"captioned = true","edits":[{"case":"title"}]}     | /edits/0/case
					{"filter":"captioned = true","edits":[{"truncate":5}]}       | /edits/0/truncate
					{"filter":"captioned = true","edits":[{"truncate":{"words":1,"characters":1}}]} | /edits/0/truncate
					{"filter":"captioned = true","edits":[{"truncate":{"words":0}}]}        | /edits/0/truncate/words
					{"filter":"captioned = true","edits":[{"truncate":{"characters":1.5}}]} | /edits/0/truncate/characters
					{"filter":"captioned = true","edits":[{"tags":[]}]}          | /edits/0/tags
					{"filter":"captioned = true","edits":[{"tags":{"add":"x"}}]} | /edits/0/tags/add
					{"filter":"captioned = true","edits":[{"tags":{"add":["a",2],"sort":"up"}}]} | /edits/0/tags/sort,/edits/0/tags/add/1
					{"filter":"captioned = true","edits":[{"tags":{"rename":{"a/b":""}}}]} | /edits/0/tags/rename/a~1b
					{"filter":"captioned = true","edits":[{"tags":{"separator":""}}]}      | /edits/0/tags/separator
					{"filter":"captioned = true","edits":[{"trim":true}],"label":"","source":"robot","expected":-1,"dry_run":1} | /label,/source,/dry_run,/expected
					{"filter":"captioned","edits":[{"trim":true}]}               | /filter
					""")
	void faultIsReportedWithItsPlace(String body, String pointers) {
		ProblemException problem = catchThrowableOfType(ProblemException.class,
				() -> EditRequest.read(body.getBytes(StandardCharsets.UTF_8)));
		JsonNode errors = Json.MAPPER.valueToTree(
				Objects.requireNonNull(Objects.requireNonNull(problem.getBody().getProperties()).get("errors")));
		assertThat(StreamSupport.stream(errors.spliterator(), false).map((error) -> error.get("pointer").asString()))
			.containsExactlyInAnyOrder(pointers.split(","));
	}

	@Test
	void atMostFiftyEditsAreRead() {
		String body = Json.MAPPER.writeValueAsString(
				Map.of("filter", "captioned = true", "edits", java.util.Collections.nCopies(51, Map.of("trim", true))));
		ProblemException problem = catchThrowableOfType(ProblemException.class,
				() -> EditRequest.read(body.getBytes(StandardCharsets.UTF_8)));
		assertThat(problem.getStatusCode().value()).isEqualTo(413);
	}

	private static Edits edits(String json) {
		JsonNode body = Json.MAPPER.readTree("{\"edits\":" + json + "}");
		JsonFields fields = new JsonFields(body, "");
		Edits edits = EditReader.read(fields, body);
		fields.check();
		return edits;
	}

}
