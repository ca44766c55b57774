package dev.tintype.image.path;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PathBatchTests {

	private static final String A = "01890a5d-ac96-774b-bcce-b302099a8057";

	private static final String B = "ffffffff-ffff-7fff-bfff-ffffffffffff";

	private static final String C = "01890a5d-ac96-774b-bcce-b302099a8058";

	@Test
	void answerIsInTheOrderOfTheBatch() {
		PathBatch batch = read("{\"image_ids\":[\"%s\",\"%s\",\"%s\",\"%s\"]}".formatted(B, C, A, B));
		assertThat(batch.recall(new SegmentedPaths(0))).extracting(UUID::toString).containsExactly(B, C, A);
		batch.take(Map.of(UUID.fromString(A), Json.quoted("/a"), UUID.fromString(B), Json.quoted("/b \"ü\"")));
		assertThat(text(batch))
			.isEqualTo("{\"paths\":{\"%s\":\"/b \\\"ü\\\"\",\"%s\":\"/a\"},\"missing\":[\"%s\"]}".formatted(B, A, C));
	}

	@Test
	void recallReturnsOnlyUnknownIds() {
		SegmentedPaths cache = new SegmentedPaths(1 << 20);
		cache.open();
		UUID known = UUID.fromString(A);
		cache.put(known.getMostSignificantBits(), known.getLeastSignificantBits(), Json.quoted("/a"),
				cache.stamp(known.getMostSignificantBits(), known.getLeastSignificantBits()));
		PathBatch batch = read("{\"image_ids\":[\"%s\",\"%s\"]}".formatted(A, B));
		assertThat(batch.recall(cache)).extracting(UUID::toString).containsExactly(B);
		assertThat(text(batch)).isEqualTo("{\"paths\":{\"%s\":\"/a\"},\"missing\":[\"%s\"]}".formatted(A, B));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"image_ids\":[\"a\"]}", " {\t\"image_ids\" :\r\n[ \"a\" , \"b\",\"c\" ] } ",
			"{\"image_ids\":[\"a\",\"a\",\"b\",\"a\"]}" })
	void plainBodyIsReadAsTheParserReadsIt(String form) {
		String body = form.replace("\"a\"", '"' + A + '"')
			.replace("\"b\"", '"' + B + '"')
			.replace("\"c\"", '"' + C + '"');
		PathBatch plain = Objects.requireNonNull(new PlainIds(bytes(body)).read());
		assertSame(plain, PathBatch.parse(bytes(body)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"image_ids\":[]}", "{\"image_ids\":[\"A\"]}", "{\"image_ids\":[\"x\"]}",
			"{\"image_ids\":[\"a\",5]}", "{\"image_ids\":[\"a\"],\"more\":1}", "{\"image_ids\":[\"a\"]} x",
			"{\"image_ids\":[\"a\",]}", "{\"image_ids\":[\"a\"", "{\"image_ids\":[\"a", "", "[\"a\"]",
			"{\"image_ids\":[\"a\"]}{}", "\uFEFF{\"image_ids\":[\"a\"]}" })
	void otherBodyIsLeftToTheParser(String form) {
		String body = form.replace("\"a", '"' + A).replace("\"A\"", '"' + A.toUpperCase(Locale.ROOT) + '"');
		assertThat(new PlainIds(bytes(body)).read()).isNull();
	}

	@Test
	void invalidIdsAreMissingAsTheClientWroteThem() {
		PathBatch batch = read(
				"{\"image_ids\":[\"%s\",\"\",\"ü\\n\\u0041\\\"\",\"%s\"]}".formatted(A, A.toUpperCase(Locale.ROOT)));
		assertThat(batch.recall(new SegmentedPaths(0))).hasSize(2).containsOnly(UUID.fromString(A));
		batch.take(Map.of(UUID.fromString(A), Json.quoted("/a")));
		assertThat(text(batch)).isEqualTo("{\"paths\":{\"%s\":\"/a\",\"%s\":\"/a\"},\"missing\":[\"\",\"ü\\nA\\\"\"]}"
			.formatted(A, A.toUpperCase(Locale.ROOT)));
	}

	@Test
	void damagedBodyIsReadByBothAlikeOrByTheParserOnly() {
		Random random = new Random(7);
		byte[] whole = bytes("{\"image_ids\": [%s]}"
			.formatted(Stream.of(A, B, C, A).map((id) -> '"' + id + '"').collect(Collectors.joining(", "))));
		String alphabet = "{}[]\":, abcdefABCDEF0123456789-\n\\\u00e9";
		int plainly = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] body = whole.clone();
			body[random.nextInt(body.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
			PathBatch plain = new PlainIds(body).read();
			if (plain != null) {
				plainly++;
				assertSame(plain, PathBatch.parse(body));
			}
		}
		assertThat(plainly).isPositive();
	}

	@Test
	void largeBatchIsReadCompletely() {
		List<String> ids = Stream.generate(() -> Ids.next().toString()).limit(10_000).toList();
		PathBatch batch = Objects.requireNonNull(new PlainIds(body(ids)).read());
		assertThat(batch.recall(new SegmentedPaths(0))).extracting(UUID::toString).containsExactlyElementsOf(ids);
	}

	@Test
	void tooManyItemsAreRefusedEvenIfTheyRepeat() {
		List<String> ids = Stream.generate(() -> A).limit(10_001).toList();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PathBatch.read(body(ids)));
	}

	private static byte[] body(List<String> ids) {
		return Json.MAPPER.writeValueAsBytes(Map.of("image_ids", ids));
	}

	private static void assertSame(PathBatch one, PathBatch other) {
		SegmentedPaths empty = new SegmentedPaths(0);
		assertThat(one.recall(empty)).isEqualTo(other.recall(empty));
		Map<UUID, byte[]> found = new HashMap<>();
		one.recall(empty).stream().limit(2).forEach((id) -> found.put(id, Json.quoted("/" + id)));
		assertThat(text(one.take(found))).isEqualTo(text(other.take(found)));
	}

	private static PathBatch read(String body) {
		return PathBatch.read(bytes(body));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(PathBatch batch) {
		return new String(batch.answer(), StandardCharsets.UTF_8);
	}

}
