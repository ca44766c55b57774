package dev.tintype.web.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTests {

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=A1", "\n=A1", "'=1", "''-1" })
	void formulaHasLeadingApostropheThatReadingRemoves(String text) {
		assertThat(Csv.text(text)).isEqualTo("'" + text);
		assertThat(Csv.original("'" + text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "'", "'a", "''", " =1", "a=1" })
	void otherTextStays(String text) {
		assertThat(Csv.text(text)).isEqualTo(text);
		assertThat(Csv.original(text)).isEqualTo(text);
	}

	@Test
	void fieldIsQuotedOnlyIfNecessary() {
		assertThat(row("a b")).isEqualTo("1,a b\r\n");
		assertThat(row("a,b")).isEqualTo("1,\"a,b\"\r\n");
		assertThat(row("say \"hi\"")).isEqualTo("1,\"say \"\"hi\"\"\"\r\n");
		assertThat(row("a\nb")).isEqualTo("1,\"a\nb\"\r\n");
		assertThat(row(null)).isEqualTo("1,\r\n");
	}

	private static String row(@Nullable String text) {
		return new String(Csv.rows(false, List.of(Arrays.asList(1, Csv.text(text)))), StandardCharsets.UTF_8);
	}

}
