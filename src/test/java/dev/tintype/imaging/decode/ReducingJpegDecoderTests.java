package dev.tintype.imaging.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReducingJpegDecoderTests {

	/**
	 * The start marker, and an application segment that contains a whole JPEG as a
	 * preview.
	 */
	private static final String HEAD = "ffd8" + "ffe1000affd8aabbccddffd9";

	@ParameterizedTest
	@CsvSource({ "true, ffda0002aabbffd9", "true, ffda0002aabbffd9000000", "false, ffda0002aabb", "false, ffda00",
			"false, ff", "false, ''" })
	void jpegIsCompleteOnlyWithEndMarkerAfterHeader(boolean complete, String rest) {
		byte[] bytes = HexFormat.of().parseHex(HEAD + rest);
		assertThat(ReducingJpegDecoder.isComplete(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)))
			.isEqualTo(complete);
	}

}
