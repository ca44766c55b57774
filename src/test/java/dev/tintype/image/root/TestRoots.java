package dev.tintype.image.root;

import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.DataSettings;

import org.springframework.util.unit.DataSize;

/**
 * Creates roots for tests that read files.
 */
public final class TestRoots {

	private TestRoots() {
	}

	/**
	 * Creates roots of images.
	 * @param root the only root; the data folder lies elsewhere
	 */
	public static ImageRoots images(Path root) {
		return new ImageRoots(new ImageSettings(List.of(root.toString()), DataSize.ofMegabytes(1), DataSize.ofBytes(0)),
				new DataSettings(root.resolveSibling("data")));
	}

}
