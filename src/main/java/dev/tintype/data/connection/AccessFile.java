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
 * Tells commands of the same user how to reach the H2 file that the service holds. It
 * contains a port and a key, and nobody else may read it.
 *
 * @param database the database's file, without the suffix {@code .mv.db}
 * @param path of the access file
 */
record AccessFile(Path database, Path path) {

	private static final Pattern CONTENT = Pattern.compile("([0-9]{1,5}) ([0-9a-f]{32,})\\s*");

	/**
	 * Returns the access file of a database.
	 * @param database its file, absolute, without the suffix {@code .mv.db}
	 * @return may not exist
	 */
	static AccessFile of(Path database) {
		return new AccessFile(database, database.resolveSibling(database.getFileName() + ".access"));
	}

	/**
	 * Writes the file, in place of an older one.
	 * @param port on loopback
	 * @throws IOException if that fails
	 */
	void write(int port, String key) throws IOException {
		// A temporary file is readable by its owner only from the beginning.
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
	 * Reads the file.
	 * @return empty if it is missing or may not be read
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
	 * Deletes the file if it still contains the key.
	 * @throws IOException if that fails
	 */
	void delete(String key) throws IOException {
		if (read().filter((served) -> served.key().equals(key)).isPresent()) {
			Files.deleteIfExists(this.path);
		}
	}

}
