package dev.tintype.web.encoding;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptedCodingTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip|GZIP", "GZIP|GZIP", "x-gzip|GZIP", "gzip, deflate, br|GZIP", "br, gzip;q=0.1|GZIP",
					"*|GZIP", "br, *;q=0.1|GZIP", "gzip;q=1.0, *;q=0|GZIP_ALONE", "gzip, identity;q=0|GZIP_ALONE",
					"identity;q=0, *|GZIP_ALONE", "gzip ; q = 1|IDENTITY", "identity;q=0.5, gzip;q=0.5|GZIP",
					"identity, gzip;q=0.5|IDENTITY", "gzip;q=0|IDENTITY", "br, gzip;q=0|IDENTITY",
					"gzip;q=0.000, *|IDENTITY", "*;q=0|IDENTITY", "identity;q=0|IDENTITY", "br|IDENTITY",
					"deflate|IDENTITY", "''|IDENTITY", "gzip;q=x|IDENTITY", "gzip;q=2|IDENTITY", "gzip;x=1|IDENTITY",
					",;=,;q=,gzip|GZIP", "gzipped|IDENTITY" })
	void qualityValuesDecideCoding(String header, AcceptedCoding coding) {
		assertThat(AcceptedCoding.of(List.of(header))).isEqualTo(coding);
	}

	@Test
	void headerMayBeAbsentOrRepeated() {
		assertThat(AcceptedCoding.of(null)).isEqualTo(AcceptedCoding.IDENTITY);
		assertThat(AcceptedCoding.of(List.of("br", "gzip"))).isEqualTo(AcceptedCoding.GZIP);
	}

}
