package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.image.root.TestRoots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class FolderWalkTests {

	@TempDir
	private Path directory;

	@Test
	void folderReplacedByLinkDuringTheWalkDoesNotRevealTheTarget() throws IOException {
		Path root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		Path folder = Files.createDirectory(root.resolve("folder"));
		Path outside = Files.createDirectory(this.directory.resolve("outside"));
		for (String name : List.of("a.png", "b.png", "c.png")) {
			Files.writeString(folder.resolve(name), "inside");
			Files.writeString(outside.resolve(name), "outside and longer");
		}
		Files.delete(folder.resolve("c.png"));
		List<Long> sizes = new ArrayList<>();

		Flux<FoundFile> walk = FolderWalk.files(root, true, TestRoots.images(root))
			.doOnNext((file) -> sizes.add(file.size()));
		StepVerifier.create(walk, 1)
			.assertNext((file) -> assertThat(file.filename()).isEqualTo("a.png"))
			.then(() -> replace(folder, outside))
			.thenRequest(10)
			.assertNext((file) -> assertThat(file.filename()).isEqualTo("b.png"))
			.verifyComplete();

		assertThat(sizes).containsOnly(6L);
	}

	@Test
	void folderReplacedByLinkBeforeListingIsIgnored() throws IOException {
		Path root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		Path folder = Files.createDirectory(root.resolve("folder"));
		Path outside = Files.createDirectory(this.directory.resolve("outside"));
		Files.writeString(root.resolve("x.png"), "inside");
		Files.writeString(outside.resolve("b.png"), "outside");

		StepVerifier.create(FolderWalk.files(root, true, TestRoots.images(root)), 1)
			.assertNext((file) -> assertThat(file.filename()).isEqualTo("x.png"))
			.then(() -> replace(folder, outside))
			.thenRequest(10)
			.verifyComplete();
	}

	@Test
	void everySuffixOfAnImageIsFoundInAnyCase() throws IOException {
		Path root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		List<String> names = List.of("a.jpg", "b.JPEG", "c.jpe", "d.JFIF", "e.png", "f.webp", "g.bmp", "h.gif", "i.tif",
				"j.Tiff");
		for (String name : names) {
			Files.createFile(root.resolve(name));
		}
		Files.createFile(root.resolve("k.txt"));
		Files.createFile(root.resolve("jpe.l"));

		StepVerifier.create(FolderWalk.files(root, false, TestRoots.images(root)).map(FoundFile::filename))
			.expectNextSequence(names)
			.verifyComplete();
	}

	private static void replace(Path folder, Path outside) {
		try {
			Files.move(folder, folder.resolveSibling("moved away"));
			Files.createSymbolicLink(folder, outside);
			Files.move(folder.resolveSibling("moved away"), outside.resolveSibling("former"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
