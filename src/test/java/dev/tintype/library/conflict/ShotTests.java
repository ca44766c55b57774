package dev.tintype.library.conflict;

import java.time.LocalDateTime;

import dev.tintype.library.conflict.Suggestion.Action;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShotTests {

	private static final LocalDateTime TAKEN = LocalDateTime.of(2024, 7, 4, 10, 11, 12);

	@ParameterizedTest
	@CsvSource({ "IMG_1.jpg, IMG_1.jpg, 1, true", "IMG_1.jpg, IMG_1.jpg, 30, true", "IMG_1.jpg, IMG_1.jpg, 31, false",
			"IMG_1.jpg, IMG_1.jpg, 0, false", "IMG_0009.jpg, img_0019.JPG, 0, true",
			"IMG_0009.jpg, IMG_0020.jpg, 0, false", "IMG_1.jpg, DSC_2.jpg, 0, false", "a.jpg, b.jpg, 0, false" })
	void burstIsWithin30SecondsAndDiffersInTimeOrNumber(String one, String other, int seconds, boolean expected) {
		assertThat(shot(one, "Canon", TAKEN).isBurstWith(shot(other, "Canon", TAKEN.minusSeconds(seconds))))
			.isEqualTo(expected);
	}

	@Test
	void burstNeedsKnownCameraTimeAndSameSize() {
		Shot shot = shot("1.jpg", "Canon", TAKEN);

		assertThat(shot.isBurstWith(shot("2.jpg", "Nikon", TAKEN))).isFalse();
		assertThat(shot("1.jpg", null, TAKEN).isBurstWith(shot("2.jpg", null, TAKEN))).isFalse();
		assertThat(shot.isBurstWith(shot("2.jpg", "Canon", null))).isFalse();
		assertThat(shot.isBurstWith(new Shot("2.jpg", "Canon", 300, 400, TAKEN))).isFalse();
		assertThat(shot.isBurstWith(shot("2.jpg", "Canon", TAKEN))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "a (Copy).jpg, a.jpg, 1000, KEEP_EXISTING", "a.jpg, a-edited.jpg, 1, REPLACE",
			"a-final.jpg, a-export.jpg, 100, KEEP_BOTH", "a.jpg, b.jpg, 110, KEEP_BOTH", "a.jpg, b.jpg, 111, REPLACE",
			"a.copy, b.jpg, 100, KEEP_BOTH" })
	void suggestionFollowsNamesAndThenPixels(String name, String existing, int width, Action expected) {
		Shot old = new Shot(existing, null, 100, 1, null);

		assertThat(new Shot(name, null, width, 1, null).suggest(old).action()).isEqualTo(expected);
	}

	private static Shot shot(String name, @Nullable String camera, @Nullable LocalDateTime taken) {
		return new Shot(name, camera, 400, 300, taken);
	}

}
