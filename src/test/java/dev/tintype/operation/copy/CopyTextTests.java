package dev.tintype.operation.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CopyTextTests {

	@Test
	void rowsAreWrittenInFormatOfCopy() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CopyOutput out = new CopyOutput(bytes);
		out.text("a\tb\\N\r\n\u2028😀é");
		out.nothing();
		out.text("");
		out.bytes(new ByteArrayInputStream(new byte[] { 0, -1, 16 }));
		out.plain("12");
		out.endRow();
		out.nothing();
		out.endRow();
		out.flush();
		assertThat(bytes.toString(StandardCharsets.UTF_8))
			.isEqualTo("a\\tb\\\\N\\r\\n\u2028😀é\t\\N\t\t\\\\x00ff10\t12\n\\N\n");
	}

	@Test
	void longFieldsAreReadInPieces() throws IOException {
		String text = "x\\😀\n".repeat(500_000);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CopyOutput out = new CopyOutput(bytes);
		out.text(text);
		out.plain("behind");
		out.endRow();
		out.flush();
		CopyInput in = new CopyInput(new ByteArrayInputStream(bytes.toByteArray()));
		assertThat(in.hasRow()).isTrue();
		in.next();
		assertThat(in.isWhole()).isFalse();
		StringWriter read = new StringWriter();
		in.longText().transferTo(read);
		assertThat(read.toString().equals(text)).isTrue();
		in.next();
		assertThat(in.text()).isEqualTo("behind");
		assertThat(in.hasRow()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D" })
	void unpairedSurrogatesAreRefused(String text) {
		assertThatExceptionOfType(ArchiveException.class)
			.isThrownBy(() -> new CopyOutput(new ByteArrayOutputStream()).text(text));
	}

}
