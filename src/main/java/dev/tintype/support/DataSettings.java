package dev.tintype.support;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The folder in which the service keeps its files: {@code tintype.data-dir}, which is
 * {@code TINTYPE_DATA_DIR} in the environment.
 *
 * @param dataDir absolute; a leading {@code ~} stands for the home directory of the user
 */
@ConfigurationProperties("tintype")
public record DataSettings(@DefaultValue("~/.tintype") Path dataDir) {

	public DataSettings {
		dataDir = absolute(dataDir.toString());
	}

	/**
	 * Makes a path of the settings absolute.
	 * @param path as written by the user
	 * @return the same place without {@code ~}, {@code .} and {@code ..}
	 * @throws StartException if it is not a path on this system, or in this locale
	 */
	public static Path absolute(String path) {
		boolean home = path.equals("~") || path.startsWith("~/") || path.startsWith("~\\");
		String expanded = home ? System.getProperty("user.home") + path.substring(1) : path;
		try {
			if (!FileNames.isUnicode() && expanded.indexOf('\uFFFD') >= 0) {
				throw new InvalidPathException(path, FileNames.NO_PATH);
			}
			return FileNames.path(expanded).toAbsolutePath().normalize();
		}
		catch (InvalidPathException ex) {
			throw new StartException("The path " + path + " of the settings " + FileNames.NO_PATH, ex);
		}
	}

}
