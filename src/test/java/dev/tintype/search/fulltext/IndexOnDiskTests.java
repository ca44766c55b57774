package dev.tintype.search.fulltext;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class IndexOnDiskTests {

	private final UUID token = UUID.randomUUID();

	@TempDir
	private Path folder;

	@Test
	void openingMissingIndexCreatesNothing() throws IOException {
		Path none = this.folder.resolve("none");

		assertThat(IndexOnDisk.open(none)).isNull();
		assertThat(IndexOnDisk.open(this.folder)).isNull();
		assertThat(none).doesNotExist();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void committedRowsAreReadInOrderWhileTheWriterIsOpen() throws IOException {
		List<UUID> ids = Stream.generate(UUID::randomUUID).limit(300).sorted(Ids.ORDER).toList();
		try (TextIndex index = new TextIndex(this.folder, true)) {
			for (UUID id : ids) {
				put(index, id, "a boat");
			}
			index.commit(this.token);
			index.remove(ids.subList(0, 10));
			put(index, ids.get(20), "a plane");
			index.commit(this.token);
			put(index, UUID.randomUUID(), "not committed");

			assertThat(ids(null, null)).isEqualTo(ids.subList(10, 300));
			assertThat(ids(ids.get(20), ids.get(30))).isEqualTo(ids.subList(21, 31));
			assertThat(ids(ids.get(4), ids.get(10))).containsExactly(ids.get(10));
			assertThat(ids(ids.get(299), null)).isEmpty();
			try (IndexOnDisk read = open()) {
				assertThat(read.contains(ids.get(3))).isFalse();
				assertThat(read.contains(ids.get(20))).isTrue();
				assertThat(read.contains(UUID.randomUUID())).isFalse();
				assertThat(read.token()).isEqualTo(this.token.toString());
			}
		}
	}

	@Test
	void incompleteIndexHasNoToken() throws IOException {
		try (TextIndex index = new TextIndex(this.folder, true)) {
			index.clear();
			try (IndexOnDisk read = open()) {
				assertThat(read.token()).isNull();
				assertThat(read.ids(null, null)).isEmpty();
				assertThat(read.contains(UUID.randomUUID())).isFalse();
			}
		}
	}

	private List<UUID> ids(@Nullable UUID after, @Nullable UUID last) throws IOException {
		try (IndexOnDisk read = open()) {
			return read.ids(after, last);
		}
	}

	private IndexOnDisk open() throws IOException {
		return Objects.requireNonNull(IndexOnDisk.open(this.folder));
	}

	private static void put(TextIndex index, UUID id, String body) throws IOException {
		index.put(new TextEntry(id, null, body, null, Instant.EPOCH));
	}

}
