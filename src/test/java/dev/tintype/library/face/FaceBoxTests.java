package dev.tintype.library.face;

import dev.tintype.imaging.xmp.FaceRegion;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FaceBoxTests {

	private static final FaceBox BOX = new FaceBox(10, 20, 30, 40);

	@ParameterizedTest
	@CsvSource({ "10, 20, 30, 40, 1", "25, 20, 30, 40, 0.3333333", "40, 20, 30, 40, 0", "100, 100, 5, 5, 0",
			"20, 30, 10, 20, 0.1666667" })
	void overlapIsIntersectionOverUnion(double x, double y, double width, double height, double expected) {
		FaceBox other = new FaceBox(x, y, width, height);

		assertThat(BOX.overlap(other)).isEqualTo(other.overlap(BOX)).isCloseTo(expected, within(1e-6));
	}

	@Test
	void scaledBoxCoversTheSamePartOfTheOtherPicture() {
		assertThat(BOX.scaled(100, 200, 50, 600)).isEqualTo(new FaceBox(5, 60, 15, 120));
		assertThat(BOX.scaled(300, 200, 100, 200)).isEqualTo(new FaceBox(3.33, 20, 10, 40));
	}

	@Test
	void clippedBoxKeepsWhatIsInsideThePicture() {
		assertThat(new FaceBox(-5, 90, 20, 20).clipped(100, 100)).isEqualTo(new FaceBox(0, 90, 15, 10));
		assertThat(new FaceBox(100, 0, 5, 5).clipped(100, 100)).isNull();
	}

	@Test
	void boxMayReachOnePixelOverAnEdge() {
		assertThat(new FaceBox(-1, -1, 102, 52).isInside(100, 50)).isTrue();
		assertThat(new FaceBox(-1.5, 0, 10, 10).isInside(100, 50)).isFalse();
		assertThat(new FaceBox(0, 0, 101.5, 10).isInside(100, 50)).isFalse();
		assertThat(new FaceBox(0, 45, 10, 7).isInside(100, 50)).isFalse();
	}

	@Test
	void marginMovesEachSideOut() {
		assertThat(BOX.withMargin(0.5)).isEqualTo(new FaceBox(-5, 0, 60, 80));
	}

	@Test
	void regionIsRelativeToThePicture() {
		FaceRegion region = BOX.region("Anna", 100, 200);

		assertThat(region).isEqualTo(new FaceRegion("Anna", 0.1, 0.1, 0.3, 0.2));
		assertThat(FaceBox.of(region, 100, 200)).isEqualTo(BOX);
		assertThat(FaceBox.of(new FaceRegion("Anna", 0.9, 0.9, 0.2, 0.2), 100, 200))
			.isEqualTo(new FaceBox(90, 180, 10, 20));
	}

	@Test
	void regionOfTurnedPictureIsOnTheDisplayedOne() {
		// The file stores 200x100 pixels that are displayed as 100x200.
		FaceRegion stored = new FaceRegion("Anna", 0.1, 0.2, 0.3, 0.4);

		assertThat(FaceBox.of(stored.displayed(6), 100, 200)).isEqualTo(new FaceBox(40, 20, 40, 60));
	}

	@Test
	void wholeNumbersHaveNoFraction() {
		assertThat(Json.MAPPER.writeValueAsString(new FaceBox(1, 2.5, 3, 4))).isEqualTo("[1,2.5,3,4]");
		assertThat(FaceBox.of("[1,2.5,3,4]")).isEqualTo(new FaceBox(1, 2.5, 3, 4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1,2,3]", "[1,2,0,4]", "[1,2,3,-4]", "[1,2,\"3\",4]", "{}", "null", "[1,2,1e999,4]" })
	void anythingElseIsNoBox(String json) {
		assertThat(FaceBox.of(json)).isNull();
	}

	@Test
	void numberBeyondDoublesIsNoBoxAndNoVector() {
		String huge = "1" + "0".repeat(400);

		assertThat(FaceBox.of("[" + huge + ",2,3,4]")).isNull();
		assertThat(UnitVector.of("[" + huge + ",2]")).isNull();
	}

}
