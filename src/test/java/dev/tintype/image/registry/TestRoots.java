package dev.tintype.image.registry;

import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.DataSettings;

import org.springframework.util.unit.DataSize;

/**
 * Roots for tests of what reads files.
 */
public final class TestRoots {

	private TestRoots() {
	}

	/**
	 * Roots of images.
	 * @param root the only one
	 * @return with a data folder elsewhere
	 */
	public static ImageRoots images(Path root) {
		return new ImageRoots(new ImageSettings(List.of(root.toString()), DataSize.ofMegabytes(1), DataSize.ofBytes(0)),
				new DataSettings(root.resolveSibling("data")));
	}

}
