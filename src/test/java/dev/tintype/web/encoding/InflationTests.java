package dev.tintype.web.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InflationTests {

	private final Random random = new Random(7);

	@Test
	void bodyIsDecompressedFromBuffersOfAnySize() throws IOException {
		for (int length : new int[] { 0, 1, 100, 16 << 10, (16 << 10) + 1, 300_000 }) {
			byte[] body = text(length);
			for (int size : new int[] { 1, 13, 8_192, Integer.MAX_VALUE }) {
				if (size > 1 || length < 1_000) {
					assertThat(inflate(true, Gzip.compress(body), size)).isEqualTo(body);
					assertThat(inflate(false, deflate(body, false), size)).isEqualTo(body);
					assertThat(inflate(false, deflate(body, true), size)).isEqualTo(body);
				}
			}
		}
	}

	@Test
	void severalMembersAreDecompressed() throws IOException {
		byte[] body = text(50_000);
		byte[] twice = join(Gzip.compress(body), Gzip.compress(new byte[0]), Gzip.compress(body));
		for (int size : new int[] { 7, 1_000, Integer.MAX_VALUE }) {
			assertThat(inflate(true, twice, size)).isEqualTo(join(body, body));
		}
	}

	@Test
	void optionalFieldsOfTheHeaderAreSkipped() throws IOException {
		byte[] plain = Gzip.compress(text(1_000));
		byte[] header = HexFormat.of()
			.parseHex("1f8b081e00000000000305006162636465" + "6e616d6500" + "6e6f746500" + "ffff");
		byte[] body = join(header, Arrays.copyOfRange(plain, 10, plain.length));
		for (int size : new int[] { 1, 11, Integer.MAX_VALUE }) {
			assertThat(inflate(true, body, size)).hasSize(1_000);
		}
	}

	@Test
	void damagedBodyIsInvalid() throws IOException {
		byte[] whole = Gzip.compress(text(5_000));
		for (int at : new int[] { 0, 1, 2, 3, 40, whole.length - 8, whole.length - 1 }) {
			byte[] damaged = whole.clone();
			damaged[at] ^= (byte) 0xE0;
			assertInvalid(true, damaged);
		}
		for (int length : new int[] { 0, 1, 9, 10, 50, whole.length - 8, whole.length - 1 }) {
			assertInvalid(true, Arrays.copyOf(whole, length));
		}
		assertInvalid(true, join(whole, new byte[] { 1 }));
		assertInvalid(true, join(whole, Arrays.copyOf(whole, 20)));
		assertInvalid(true, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
		assertInvalid(true, join(HexFormat.of().parseHex("1f8b08080000000000ff"), text(70_000)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void damagedDeflateIsInvalid(boolean raw) throws IOException {
		byte[] whole = deflate(text(5_000), raw);
		for (int length : new int[] { 0, 1, 2, 50, whole.length - 1 }) {
			assertInvalid(false, Arrays.copyOf(whole, length));
		}
		assertInvalid(false, join(whole, new byte[] { 1 }));
		assertInvalid(false, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void nothingIsDecompressedBeforeRequest() throws IOException {
		byte[] bomb = Gzip.compress(new byte[20 << 20]);
		try (Inflation inflation = new Inflation(true)) {
			Iterator<byte[]> pieces = inflation.inflate(bomb).iterator();
			for (int i = 0; i < 10; i++) {
				assertThat(pieces.next()).hasSize(Inflation.PIECE_BYTES);
			}
			inflation.close();
			assertThat(pieces.hasNext()).isFalse();
		}
	}

	@Test
	void decompressionBombIsRefused() throws IOException {
		byte[] bomb = Gzip.compress(new byte[300 << 20]);
		try (Inflation inflation = new Inflation(true)) {
			long[] length = new long[1];
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> inflation.inflate(bomb).forEach((inflated) -> length[0] += inflated.length))
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.TOO_LARGE));
			assertThat(length[0]).isEqualTo(Inflation.UNCHECKED_BYTES);
		}
	}

	private static void assertInvalid(boolean gzip, byte[] body) {
		for (int size : new int[] { 3, Integer.MAX_VALUE }) {
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> inflate(gzip, body, size))
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_REQUEST));
		}
	}

	private static byte[] inflate(boolean gzip, byte[] body, int size) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Inflation inflation = new Inflation(gzip)) {
			for (int from = 0; from < body.length; from += Math.min(size, body.length)) {
				byte[] next = Arrays.copyOfRange(body, from, (int) Math.min(body.length, (long) from + size));
				inflation.inflate(next).forEach(out::writeBytes);
			}
			inflation.finish();
		}
		return out.toByteArray();
	}

	private byte[] text(int length) {
		byte[] text = new byte[length];
		for (int i = 0; i < length; i++) {
			text[i] = (byte) ('a' + this.random.nextInt(8));
		}
		return text;
	}

	private static byte[] deflate(byte[] body, boolean raw) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Deflater deflater = new Deflater(Deflater.BEST_SPEED, raw);
		try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
			out.write(body);
		}
		deflater.end();
		return bytes.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

}
