package dev.tintype.library.edit;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PhotoPatchTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"rating\": 6} | /rating",
			"{\"rating\": 3.5} | /rating", "{\"rating\": \"3\"} | /rating", "{\"keywords\": \"a\"} | /keywords",
			"{\"keywords\": [\" \"]} | /keywords/0", "{\"keywords\": [1]} | /keywords/0",
			"{\"keywords\": [\"x\", \"/\"]} | /keywords/1", "{\"keywords\": [\"a//b\"]} | /keywords/0",
			"{\"keywords\": [\"a/ /b\"]} | /keywords/0", "{\"keywords\": [\"a/\"]} | /keywords/0",
			"{\"location\": \" \"} | /location", "{\"location\": 1} | /location", "{\"event_name\": \"\"} | /event_name",
			"{\"is_reviewed\": 1} | /is_reviewed", "{\"taken_at\": \"2024-07-04\"} | /taken_at",
			"{\"taken_at\": \"2024-07-04T10:11:12Z\"} | /taken_at",
			"{\"taken_at\": \"1899-07-04T10:11:12\"} | /taken_at", "{\"latitude\": 1} | /longitude",
			"{\"latitude\": 91, \"longitude\": 1} | /latitude", "{\"latitude\": null, \"longitude\": 1} | /latitude",
			"{\"latitude\": 0, \"longitude\": 0} | /latitude", "{\"metadata\": {\"exif\": {}}} | /metadata/exif",
			"{\"metadata\": 1} | /metadata", "{\"metadata\": {\"ai\": []}} | /metadata/ai", "[] | ''" })
	void invalidPatchIsRefused(String body, String pointer) {
		ProblemException problem = catchThrowableOfType(ProblemException.class,
				() -> PhotoPatch.read(body.getBytes(StandardCharsets.UTF_8)));

		assertThat(Json.MAPPER.valueToTree(problem.getBody()).at("/errors/0/pointer").asString())
			.isEqualTo(pointer.replace("''", ""));
	}

	@Test
	void whiteSpaceAroundLevelsIsRemoved() {
		assertThat(PhotoPatch.read("{\"keywords\": [\" a / b c \"]}".getBytes(StandardCharsets.UTF_8)).keywords())
			.containsExactly("a/b c");
	}

	@Test
	void tooManyTagsAreRefusedWithoutAdviceOfStream() {
		byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("keywords", Collections.nCopies(1_001, "a")));
		ProblemException problem = catchThrowableOfType(ProblemException.class, () -> PhotoPatch.read(body));

		assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE);
		assertThat(problem.getBody().getDetail()).isEqualTo("\"keywords\" holds 1001 items; the limit is 1000.");
	}

}
