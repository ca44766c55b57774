package dev.tintype.search.regex;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Random;

import dev.tintype.support.AnyCase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoldedStreamTests {

	private static final List<String> PIECES = List.of("a", "E", "\u0301", "ß", "İ", "\u0345", "😀", "中", "\u1100",
			"\u1161", "\u11a8", "Ü", " ", "Σ", "\u0323", "\u0308");

	@Test
	void streamFindsSameTextsAsWholeFoldedText() throws IOException {
		Random random = new Random(1);
		for (int i = 0; i < 300; i++) {
			StringBuilder text = new StringBuilder("\u0301".repeat(random.nextInt(4)));
			while (text.length() < 8_180 + random.nextInt(20)) {
				text.append(PIECES.get(random.nextInt(PIECES.size())));
			}
			while (text.length() < 8_192 + random.nextInt(30)) {
				text.append(PIECES.get(random.nextInt(PIECES.size())));
			}
			String folded = AnyCase.fold(text.toString());
			// Near the end of the first piece.
			int start = Math.max(0, folded.length() - 60) + random.nextInt(20);
			String part = folded.substring(start, Math.min(folded.length(), start + 1 + random.nextInt(8)));
			assertThat(FoldedStream.contains(new StringReader(text.toString()), part)).isTrue();
			assertThat(FoldedStream.contains(new StringReader(text.toString()), part + "#")).isFalse();
			assertThat(FoldedStream.contains(new StringReader(text.toString()), folded)).isTrue();
		}
	}

}
