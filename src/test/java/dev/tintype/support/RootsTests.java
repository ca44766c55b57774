package dev.tintype.support;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RootsTests {

	@TempDir
	private Path directory;

	private Path root = Path.of("");

	private Path file = Path.of("");

	private Path secret = Path.of("");

	private Roots roots = Roots.own(Path.of("/"));

	@BeforeEach
	void createRoot() throws IOException {
		this.root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		this.file = Files.writeString(this.root.resolve("a.png"), "inside");
		this.secret = Files.writeString(this.directory.resolve("secret"), "secret");
		this.roots = new Roots(List.of(this.root.toString()), new DataSettings(this.root.resolve("data")), "outside");
	}

	@Test
	void fileHasItsOwnSizeAndTime() throws IOException {
		try (CheckedFile opened = this.roots.open(this.file)) {
			Files.writeString(this.directory.resolve("other"), "of another length");
			Files.move(this.directory.resolve("other"), this.file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

			assertThat(opened.path()).isEqualTo(this.file);
			assertThat(opened.size()).isEqualTo(6);
			assertThat(text(opened)).isEqualTo("inside");
			assertThat(opened.sha256()).isEqualTo(Hashes.sha256("inside".getBytes(StandardCharsets.UTF_8)));
		}
	}

	@Test
	void fileReplacedAfterTheCheckIsNotRead() throws IOException {
		CheckedFile opened = Roots.open(this.file, (real) -> {
			assertThat(real).isEqualTo(this.file);
			replaceByLink();
			return true;
		});
		try (opened) {
			assertThat(text(opened)).isEqualTo("inside");
		}
		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.open(this.file));
	}

	@Test
	void linkIsCheckedByItsTarget() throws IOException {
		Path within = Files.createSymbolicLink(this.root.resolve("within"), this.file);
		Path out = Files.createSymbolicLink(this.root.resolve("out"), this.secret);

		assertThat(this.roots.look(within).path()).isEqualTo(this.file);
		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.look(out));
		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.open(out));
		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.open(Path.of("a.png")));
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> this.roots.open(this.root.resolve("none")));
	}

	@Test
	void dataFolderIsOutside() throws IOException {
		Path data = Files.createDirectory(this.root.resolve("data"));
		Path kept = Files.writeString(data.resolve("kept.png"), "kept");

		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.open(kept));
		assertThatExceptionOfType(OutsideRootsException.class).isThrownBy(() -> this.roots.openFolder(data));
	}

	@Test
	void fileNamedLikeDeletedFileIsRead() throws IOException {
		Path odd = Files.writeString(this.root.resolve("a.png (deleted)"), "odd");

		try (CheckedFile opened = this.roots.open(odd)) {
			assertThat(opened.path()).isEqualTo(odd);
			assertThat(text(opened)).isEqualTo("odd");
		}
	}

	@Test
	void linkedRootIsResolved() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.root);
		Roots linked = new Roots(List.of(link.toString()), new DataSettings(this.directory.resolve("data")), "outside");

		assertThat(linked.folder(link.toString()).path()).isEqualTo(this.root);
		try (CheckedFile opened = linked.open(link.resolve("a.png"))) {
			assertThat(opened.path()).isEqualTo(this.file);
		}
	}

	private void replaceByLink() {
		try {
			Files.delete(this.file);
			Files.createSymbolicLink(this.file, this.secret);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(CheckedFile opened) throws IOException {
		return new String(Channels.newInputStream(opened.channel()).readAllBytes(), StandardCharsets.UTF_8);
	}

}
