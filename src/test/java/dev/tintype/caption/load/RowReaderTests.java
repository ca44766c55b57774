package dev.tintype.caption.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowReaderTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			JSONL      | file_name,text
			JSONL      | [{"text":"a"}]
			CSV        | {"file_name":"a","text":"b"}
			CSV        | a.jpg,a cat
			CSV        | file_name,text\\na,"cut short
			CSV        | file_name,text\\na,"b"c
			COCO       | {"images":[]}
			COCO       | {"images":[],"annotations":[{"id":1
			COCO       | []
			COCO       | file_name,text
			KOHYA_JSON | {"a":{"caption":"b"}
			KOHYA_JSON | {"a":"b"}
			KOHYA_JSON | {"a":{"caption":"b"}}{}
			KOHYA_JSON | PK
			KOHYA      | {"a":{"caption":"b"}}
			""")
	void fileOfOtherFormatIsRefused(ImportFormat format, String text) {
		byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(format, bytes));
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void longRowIsInvalidAndOthersAreRead() throws IOException {
		String large = "x".repeat(2 << 20);
		assertThat(
				read(ImportFormat.JSONL,
						bytes("{\"file_name\":\"a\",\"text\":\"b\"}\n{\"text\":\"" + large
								+ "\"}\r\n\n{\"file_name\":\"c\",\"text\":\"d\"}")))
			.containsExactly("a=b", "invalid", "c=d");
		assertThat(read(ImportFormat.CSV, bytes("text,file_name\nb,a\n" + large + ",x\n\nd,c\n")))
			.containsExactly("a=b", "invalid", "c=d");
		assertThat(read(ImportFormat.KOHYA_JSON, bytes("{\"a\":{\"caption\":\"b\",\"tags\":[1]},\"x\":{\"caption\":\""
				+ large + "\"},\"c\":{\"caption\":\"d\"}}")))
			.containsExactly("a=b", "invalid", "c=d");
		assertThat(read(ImportFormat.KOHYA, zip("a.txt", "b", "x.txt", large, "picture.png", large, "c.caption", "d")))
			.containsExactly("a=b", "invalid", "c=d");
	}

	@Test
	void csvRowWithoutEndIsRefused() {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> read(ImportFormat.CSV, bytes("text,file_name\n\"" + "x".repeat(9 << 20))))
			.withMessageContaining("more than");
	}

	@Test
	void zipNeverLeadsOutOfItsFolder() throws IOException {
		assertThat(read(ImportFormat.KOHYA,
				zip("../a.txt", "x", "b/../../a.txt", "x", "/etc/a.txt", "x", "b\\a.txt", "x", "./ok.txt", "y")))
			// The library reads a backslash as a slash.
			.containsExactly("invalid", "invalid", "invalid", "b/a=x", "ok=y");
	}

	@Test
	void zipThatIsCutShortIsRefused() throws IOException {
		byte[] zip = zip("a.txt", "some text", "b.txt", "more text");
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> read(ImportFormat.KOHYA, Arrays.copyOf(zip, 45)));
		assertThat(read(ImportFormat.KOHYA, zip())).isEmpty();
	}

	@Test
	void zipThatEndsAfterAnEntryIsRefused() throws IOException {
		byte[] zip = zip("a.txt", "some text", "b.txt", "more text");
		String bytes = new String(zip, StandardCharsets.ISO_8859_1);
		int second = bytes.indexOf("PK\u0003\u0004", 1);
		int directory = bytes.indexOf("PK\u0001\u0002");
		for (int length : List.of(second, second + 10, directory, directory + 10, zip.length - 1)) {
			assertThatExceptionOfType(ProblemException.class).as("%d bytes", length)
				.isThrownBy(() -> read(ImportFormat.KOHYA, Arrays.copyOf(zip, length)));
		}
	}

	@Test
	void longZipEntryOfUnknownLengthIsRefused() throws IOException {
		assertThat(read(ImportFormat.KOHYA, storedZip(1))).containsExactly("a=" + "x".repeat(1_000));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(ImportFormat.KOHYA, storedZip(10_000)));
	}

	// Streaming programs write the length of an entry after its bytes.
	private static byte[] storedZip(int thousands) {
		byte[] text = bytes("x".repeat(1_000).repeat(thousands));
		CRC32 crc = new CRC32();
		crc.update(text);
		ByteBuffer zip = ByteBuffer.allocate(text.length + 200).order(ByteOrder.LITTLE_ENDIAN);
		byte[] name = bytes("a.txt");
		zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort((short) 0).putInt(0x210000);
		zip.putInt(0).putInt(0).putInt(0).putShort((short) name.length).putShort((short) 0).put(name).put(text);
		zip.putInt(0x08074b50).putInt((int) crc.getValue()).putInt(text.length).putInt(text.length);
		int directory = zip.position();
		zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 8).putShort((short) 0);
		zip.putInt(0x210000).putInt((int) crc.getValue()).putInt(text.length).putInt(text.length);
		zip.putShort((short) name.length).putShort((short) 0).putShort((short) 0).putShort((short) 0);
		zip.putShort((short) 0).putInt(0).putInt(0).put(name);
		int size = zip.position() - directory;
		zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1).putInt(size).putInt(directory);
		return Arrays.copyOf(zip.putShort((short) 0).array(), zip.position());
	}

	@Test
	void csvThatIsNotUtf8IsRefused() {
		String text = "file_name,text\na.jpg,é\n";
		for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
			assertThatExceptionOfType(ProblemException.class).as(charset.name())
				.isThrownBy(() -> read(ImportFormat.CSV, text.getBytes(charset)))
				.withMessageContaining("UTF-8");
		}
	}

	@Test
	void csvRowWithoutItsLastFieldsIsInvalid() throws IOException {
		assertThat(read(ImportFormat.CSV, bytes("file_name,text,model\na,b,\nc,cut sho"))).containsExactly("a=b",
				"invalid");
	}

	@Test
	void valueThatIsNotTextIsInvalid() throws IOException {
		assertThat(read(ImportFormat.JSONL,
				bytes("{\"file_name\":\"a\",\"text\":true}\n{\"file_name\":\"a\",\"text\":5}")))
			.containsExactly("invalid", "invalid");
		assertThat(read(ImportFormat.KOHYA_JSON, bytes("{\"a\":{\"caption\":5},\"b\":{\"caption\":true}}")))
			.containsExactly("invalid", "invalid");
		assertThat(read(ImportFormat.COCO, bytes("""
				{"images":[{"id":1,"file_name":"x"}],
				"annotations":[{"image_id":1,"caption":5},{"image_id":1,"caption":false}]}""")))
			.containsExactly("invalid", "invalid");
	}

	@Test
	void cocoReadsImagesInAnyOrder() throws IOException {
		assertThat(read(ImportFormat.COCO, bytes("""
				{"annotations":[{"image_id":2,"caption":"b"},{"image_id":1,"caption":"a"},{"image_id":9,"caption":"c"}],
				"info":{"x":[{}]},"images":[{"id":1,"file_name":"x"},{"id":2,"file_name":"y","license":null}]}""")))
			.containsExactly("y=b", "x=a", "invalid");
		assertThat(this.folder).isEmptyDirectory();
	}

	private List<String> read(ImportFormat format, byte[] bytes) throws IOException {
		List<String> rows = new ArrayList<>();
		try (RowReader reader = format.open(() -> new ByteArrayInputStream(bytes), this.folder.resolve("scratch"))) {
			for (ImportedRow row = reader.next(); row != null; row = reader.next()) {
				rows.add((row.fault() != null) ? "invalid" : row.fileName() + "=" + row.text());
			}
			assertThat(reader.next()).isNull();
		}
		return rows;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] zip(String... files) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (int i = 0; i < files.length; i += 2) {
				zip.putNextEntry(new ZipEntry(files[i]));
				zip.write(bytes(files[i + 1]));
			}
		}
		return out.toByteArray();
	}

}
