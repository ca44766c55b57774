package dev.tintype.web.form;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FormReaderTests {

	private static final String FIELD = "Content-Disposition: form-data; name=\"f\"\r\n\r\n";

	private final Random random = new Random(5);

	@Test
	void partsAreReadFromBuffersOfAnySize() {
		for (int round = 0; round < 300; round++) {
			List<byte[]> contents = new ArrayList<>();
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			body.writeBytes(latin1((round % 3 == 0) ? "preamble\r\n--X" : ""));
			body.writeBytes(latin1((round % 3 == 0) ? "Y not yet\r\n" : ""));
			for (int i = this.random.nextInt(4); i >= 0; i--) {
				byte[] content = content();
				contents.add(content);
				body.writeBytes(latin1("--XYZ" + " \t".repeat(i) + "\r\nContent-Disposition: form-data; name=\"n\"; "
						+ "filename=\"a\"\r\nContent-Type: image/png\r\n\r\n"));
				body.writeBytes(content);
				body.writeBytes(latin1("\r\n"));
			}
			body.writeBytes(latin1("--XYZ--" + ((round % 2 == 0) ? "\r\nepilogue\r\n--XYZ\r\n" : "")));
			assertThat(files(read("XYZ", body.toByteArray(), 1 + this.random.nextInt(40)))).usingRecursiveComparison()
				.isEqualTo(contents);
		}
	}

	// Made of what delimiters are made of.
	private byte[] content() {
		byte[] content = new byte[this.random.nextInt(60)];
		for (int i = 0; i < content.length; i++) {
			content[i] = (byte) "\r\n--XY".charAt(this.random.nextInt(6));
		}
		return content;
	}

	@Test
	void fieldIsPassedOnAsWhole() {
		List<PartEvent> events = read("E", form(FIELD + "a\u00C3\u00A9\r\nb"), 1);
		assertThat(events).hasSize(1);
		assertThat(events.get(0)).isInstanceOfSatisfying(FormPartEvent.class, (field) -> {
			assertThat(field.name()).isEqualTo("f");
			assertThat(field.value()).isEqualTo("a\u00e9\r\nb");
			assertThat(field.isLast()).isTrue();
			assertThat(bytes(field.content())).isEqualTo("a\u00e9\r\nb".getBytes(StandardCharsets.UTF_8));
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "--E\r\n" + FIELD + "\r\n--E--", "--E\r\nContent-Disposition: form-data; name=f\r\n\r\n--E--",
					"--E\r\ncontent-disposition:form-data ;\r\n  NAME = f ; \r\n\r\n--E--\r\n" })
	void fieldMayBeEmpty(String body) {
		for (int size : new int[] { 1, 7, 1000 }) {
			assertThat(read("E", latin1(body), size)).singleElement()
				.isInstanceOfSatisfying(FormPartEvent.class, (field) -> assertThat(field.value()).isEmpty());
		}
	}

	@Test
	void fieldIsDecodedInItsCharset() {
		String head = "Content-Disposition: form-data; name=\"f\"\r\nContent-Type: text/plain; charset=%s\r\n\r\n";
		assertThat(value(head.formatted("iso-8859-1") + "\u00E9")).isEqualTo("\u00e9");
		assertThat(value(head.formatted("utf-16be") + "\u0000a")).isEqualTo("a");
		for (String wrong : List.of("bogus", "%", "\"", "utf-8 x")) {
			assertInvalid(head.formatted(wrong) + "a");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00FF", "a\u00C0\u00AF", "\u00ED\u00A0\u0080", "\u00C3" })
	void fieldThatIsNotUtf8IsInvalid(String bytes) {
		assertInvalid(FIELD + bytes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\nx", "X: y\r\n\r\nx", "Content-Disposition: form-data\r\n\r\nx",
			"Content-Disposition: form-data; filename=\"a.png\"\r\n\r\nx", "Content-Disposition:\r\n\r\nx",
			"Content-Disposition: form-data; name\r\n\r\nx", "Content-Disposition: form-data; name=\"f\r\n\r\nx",
			"Content-Disposition: form-data; name=\"f\" x; a=b\r\n\r\nx",
			"Content-Disposition: form-data; name=\"\u00FF\"\r\n\r\nx",
			"Content-Disposition: form-data; name=\"f\"; filename=\"\u00FF\u00FE\"\r\n\r\nx",
			"Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\nContent-Type: png\r\n\r\nx",
			"no header\r\n\r\nx", ": none\r\n\r\nx" })
	void malformedHeadIsInvalid(String part) {
		assertInvalid(part);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "--E", "--E\r\n", "--E\r\n" + FIELD + "x", "--E\r\n" + FIELD + "x\r\n--E",
			"--E\r\n" + FIELD + "x\r\n--E-", "--Ex\r\n" + FIELD + "x\r\n--E--", "--E -\r\n\r\n--E--" })
	void truncatedBodyIsInvalid(String body) {
		for (int size : new int[] { 1, 1000 }) {
			assertProblem(ProblemType.INVALID_REQUEST, "E", latin1(body), size);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "multipart/form-data", "multipart/form-data;boundary=\"\"",
			"multipart/form-data;boundary=\"a \"",
			"multipart/form-data;boundary=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrs" })
	void malformedBoundaryIsRefused(String type) {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> new FormReader(MediaType.parseMediaType(type), 1 << 20))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_REQUEST));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "filename=\"a.png\"|a.png", "filename=a.png|a.png", "filename=\"a;b=c.png\"|a;b=c.png",
					"filename=\"a%22b%2Fd%25\"|a\"b%2Fd%25", "filename=\"a\\\"b\\\\c\\d\"|a\"b\\c\\d",
					"filename=\"C:\\x\\\"|C:\\x\\", "filename=\"../\u00C3\u00A9\"|../\u00e9",
					"filename*=UTF-8''%E2%82%AC.png|\u20ac.png", "filename=\"x\"; filename*=utf-8'en'%e2%82%ac|\u20ac",
					"filename*=utf-8''a; filename=\"x\"|a", "filename*=iso-8859-1''%E9|\u00e9",
					"FileName*=\"UTF-8''b\"|b" })
	void fileNameIsDecoded(String parameter, String name) {
		FormFile file = file(parameter);
		assertThat(file.fault()).isNull();
		assertThat(file.filename()).isEqualTo(name);
		assertThat(file.name()).isEqualTo("n");
	}

	@Test
	void lineBreaksOfFileNameAreDecoded() {
		assertThat(file("filename=\"a%0Db%0ac%0d%0A\"").filename()).isEqualTo("a\rb\nc\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bogus''%E9.png", "utf-8''%ff", "utf-8''%c0%af", "utf-8''%E", "utf-8''%zz", "utf-8", "''a",
			"%''a" })
	void undecodableFileNameFailsOnlyItsFile(String extended) {
		assertThat(file("filename*=" + extended).fault()).isNotNull();
		assertThat(file("filename*=" + extended).filename()).isEmpty();
		assertThat(file("filename=\"a.png\"; filename*=" + extended).filename()).isEqualTo("a.png");
	}

	@Test
	void problemsNameLimits() {
		assertTooLarge(form(FIELD + "x".repeat(FormPart.FIELD_BYTES + 1)), "262144");
		assertTooLarge(form("X: " + "x".repeat(FormReader.HEAD_BYTES) + "\r\n" + FIELD), "10240");
		assertTooLarge(latin1("--E\r\nX: " + "x".repeat(FormReader.HEAD_BYTES)), "10240");
		String[] parts = new String[FormReader.PARTS + 1];
		Arrays.fill(parts, FIELD);
		assertTooLarge(form(parts), "1000");
		assertThat(read("E", form(Arrays.copyOf(parts, FormReader.PARTS)), 1000)).hasSize(FormReader.PARTS);
		assertThat(value(FIELD + "x".repeat(FormPart.FIELD_BYTES))).hasSize(FormPart.FIELD_BYTES);
	}

	private static FormFile file(String parameter) {
		return (FormFile) read("E", form("Content-Disposition: form-data; name=\"n\"; " + parameter + "\r\n\r\nx"), 9)
			.get(0);
	}

	private static String value(String part) {
		return ((FormPartEvent) read("E", form(part), 1000).get(0)).value();
	}

	private static void assertInvalid(String part) {
		assertProblem(ProblemType.INVALID_REQUEST, "E", form(part), 1000);
	}

	private static ProblemException assertProblem(ProblemType type, String boundary, byte[] body, int size) {
		ProblemException[] problem = new ProblemException[1];
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(boundary, body, size))
			.satisfies((ex) -> problem[0] = ex)
			.extracting(ProblemException::type)
			.isEqualTo(type);
		return problem[0];
	}

	private static void assertTooLarge(byte[] body, String limit) {
		assertThat(assertProblem(ProblemType.TOO_LARGE, "E", body, 1000).getBody().getDetail()).contains(limit);
	}

	private static List<byte[]> files(List<PartEvent> events) {
		List<byte[]> files = new ArrayList<>();
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		for (PartEvent event : events) {
			file.writeBytes(bytes(event.content()));
			if (event.isLast()) {
				files.add(file.toByteArray());
				file.reset();
			}
		}
		assertThat(file.size()).isZero();
		return files;
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return bytes;
	}

	private static List<PartEvent> read(String boundary, byte[] body, int size) {
		FormReader reader = new FormReader(
				new MediaType(MediaType.MULTIPART_FORM_DATA, java.util.Map.of("boundary", boundary)), 1 << 20);
		List<PartEvent> events = new ArrayList<>();
		for (int from = 0; from < body.length; from += size) {
			events.addAll(reader.read(Arrays.copyOfRange(body, from, Math.min(body.length, from + size))));
		}
		reader.finish();
		return events;
	}

	private static byte[] form(String... parts) {
		StringBuilder form = new StringBuilder();
		for (String part : parts) {
			form.append("--E\r\n").append(part).append("\r\n");
		}
		return latin1(form.append("--E--\r\n").toString());
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
