package dev.tintype.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads file names in a separate process, because the JVM takes their encoding from the
 * locale only once.
 */
public final class NamesInCLocale {

	private NamesInCLocale() {
	}

	/**
	 * Lists a folder.
	 * @param arguments a file with the path of the folder, a file for the answer, and the
	 * folder for native code
	 * @throws IOException if the disk fails
	 */
	public static void main(String[] arguments) throws IOException {
		OwnFiles.restrict(Path.of(arguments[2]));
		Roots roots = Roots.own(Path.of("/"));
		Path folder = Objects.requireNonNull(roots.folder(Files.readString(Path.of(arguments[0]))).path());
		Stream.Builder<String> lines = Stream.builder();
		lines.add("native " + SystemCalls.AVAILABLE);
		lines.add("unicode " + FileNames.isUnicode()).add("folder " + FileNames.text(folder));
		try (CheckedFolder opened = roots.openFolder(folder)) {
			for (Path name : opened.names()) {
				Path entry = folder.resolve(name);
				boolean text = FileNames.isText(entry);
				lines.add("name " + FileNames.name(entry) + " " + text + (text ? " " + content(roots, entry) : ""));
			}
		}
		try {
			DataSettings.absolute("/srv/\uFFFD");
		}
		catch (StartException ex) {
			lines.add("setting " + ex.getMessage());
		}
		Files.write(Path.of(arguments[1]), lines.build().toList());
	}

	// By the text that the database would store.
	private static String content(Roots roots, Path entry) throws IOException {
		try (CheckedFile file = roots.open(FileNames.path(FileNames.text(entry)))) {
			byte[] bytes = new byte[(int) file.size()];
			file.channel().read(ByteBuffer.wrap(bytes));
			return new String(bytes, StandardCharsets.UTF_8);
		}
	}

}
