package dev.tintype.operation.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes archives that no backup would write, with a valid seal.
 */
final class TestArchives {

	private TestArchives() {
	}

	static Map<String, byte[]> parts(Path file) throws IOException {
		Map<String, byte[]> parts = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (ZipEntry entry : zip.stream().<ZipEntry>map((found) -> found).toList()) {
				try (InputStream in = zip.getInputStream(entry)) {
					parts.put(entry.getName(), in.readAllBytes());
				}
			}
		}
		return parts;
	}

	static Path changed(Path file, Path target, Consumer<Map<String, byte[]>> change) throws IOException {
		Map<String, byte[]> parts = parts(file);
		change.accept(parts);
		try (OutputStream out = Files.newOutputStream(target);
				ZipOutputStream zip = new ZipOutputStream(new Seal.Output(out))) {
			zip.setComment(Seal.PLACE);
			for (Map.Entry<String, byte[]> part : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(part.getKey()));
				zip.write(part.getValue());
				zip.closeEntry();
			}
		}
		return target;
	}

	static void edit(Map<String, byte[]> parts, String name, String regex, String replacement) {
		parts.computeIfPresent(name, (key, bytes) -> {
			String text = new String(bytes, StandardCharsets.UTF_8);
			String edited = text.replaceFirst(regex, replacement);
			if (edited.equals(text)) {
				throw new IllegalStateException(regex + " is not in " + name);
			}
			return edited.getBytes(StandardCharsets.UTF_8);
		});
	}

}
