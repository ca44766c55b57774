package dev.tintype.data.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the commands of the user who runs the service how to reach the H2 file that it
 * holds: a port and a key, in a file beside it that nobody else may read.
 *
 * @param database the database's file, without the suffix {@code .mv.db}
 * @param path where it is
 */
record AccessFile(Path database, Path path) {

	private static final Pattern CONTENT = Pattern.compile("([0-9]{1,5}) ([0-9a-f]{32,})\\s*");

	/**
	 * The one of a database.
	 * @param database its file, absolute, without the suffix {@code .mv.db}
	 * @return there or not
	 */
	static AccessFile of(Path database) {
		return new AccessFile(database, database.resolveSibling(database.getFileName() + ".access"));
	}

	/**
	 * Writes it in the place of an older one.
	 * @param port on loopback
	 * @throws IOException when that fails
	 */
	void write(int port, String key) throws IOException {
		// Readable by its owner only from the beginning: that is how temporary files are
		// made.
		Path temporary = Files.createTempFile(this.path.getParent(), ".access", ".part");
		try {
			Files.writeString(temporary, port + " " + key + "\n", StandardCharsets.US_ASCII);
			Files.move(temporary, this.path, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * Reads it.
	 * @return empty when no service has left one, or nobody may read it
	 */
	Optional<DatabaseAddress.H2Served> read() {
		try {
			Matcher content = CONTENT.matcher(Files.readString(this.path, StandardCharsets.US_ASCII));
			return content.matches() ? Optional
				.of(new DatabaseAddress.H2Served(this.database, Integer.parseInt(content.group(1)), content.group(2)))
					: Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Deletes it if it still has a key.
	 * @throws IOException when that fails
	 */
	void delete(String key) throws IOException {
		if (read().filter((served) -> served.key().equals(key)).isPresent()) {
			Files.deleteIfExists(this.path);
		}
	}

}
