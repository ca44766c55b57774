package dev.tintype.data.replica;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LsnTests {

	@ParameterizedTest
	@ValueSource(strings = { "0/0", "16/B374D848", "0/1", "FFFFFFFF/FFFFFFFF", "80000000/0", "A/0" })
	void textHasFormOfPostgresql(String text) {
		assertThat(Lsn.parse(text)).hasToString(text);
	}

	@Test
	void digitsMayBeLowerCaseAndPadded() {
		assertThat(Lsn.parse("0016/0000b374")).hasToString("16/B374").isEqualTo(new Lsn(0x16_0000_B374L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "16", "16/", "/1", "16/B374D8481", "123456789/0", "-1/0", "1/+2", "g/0", "1/2/3",
			" 1/2", "1/2\n", "１/2" })
	void otherTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text)).withMessageContaining("16/B374D848");
	}

	@ParameterizedTest
	@CsvSource({ "0/FFFFFFFF, 1/0", "7FFFFFFF/FFFFFFFF, 80000000/0", "0/0, FFFFFFFF/FFFFFFFF", "9/0, 10/0" })
	void positionsAreOrderedAsUnsigned(String before, String after) {
		Lsn early = Lsn.parse(before);
		Lsn late = Lsn.parse(after);
		assertThat(early).isLessThan(late);
		assertThat(late.reaches(early)).isTrue();
		assertThat(early.reaches(late)).isFalse();
		assertThat(early.reaches(early)).isTrue();
		assertThat(early.max(late)).isEqualTo(late);
		assertThat(late.max(early)).isEqualTo(late);
	}

	@Test
	void distanceIsInBytesAndNotNegative() {
		assertThat(Lsn.parse("0/FFFFFFFF").bytesTo(Lsn.parse("1/10"))).isEqualTo(17);
		assertThat(Lsn.parse("1/10").bytesTo(Lsn.parse("0/FFFFFFFF"))).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0/3000018, 0/3000000", "16/B374C018, 16/B374C000", "0/3000028, 0/3000028", "0/3000020, 0/3000020",
			"0/3000000, 0/3000000", "0/300001C, 0/300001C" })
	void recordEndsBeforeHeaderOfEmptyPage(String insert, String end) {
		assertThat(Lsn.parse(insert).recordEnd()).isEqualTo(Lsn.parse(end));
	}

}
