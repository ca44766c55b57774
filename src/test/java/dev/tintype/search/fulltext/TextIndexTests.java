package dev.tintype.search.fulltext;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextIndexTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final UUID token = UUID.randomUUID();

	@TempDir
	private Path folder;

	private TextIndex index;

	@BeforeEach
	void open() throws IOException {
		this.index = new TextIndex(this.folder, true);
	}

	@AfterEach
	void close() throws IOException {
		this.index.close();
	}

	@Test
	void searchRequiresEveryWord() throws IOException {
		UUID both = put("a.md", "Boats sailing at dusk", 0);
		put("b.md", "Boats in the harbour", 1);
		this.index.commit(this.token);

		assertThat(find("boat sail")).containsExactly(both);
		assertThat(find("boat plane")).isEmpty();
	}

	@Test
	void bestComesFirstThenNewest() throws IOException {
		UUID old = put("a.md", "A boat among many other words of no weight", 0);
		UUID young = put("b.md", "A boat among many other words of no weight", 1);
		UUID best = put("c.md", "boat boat boat", 0);
		this.index.commit(this.token);

		assertThat(find("boat")).containsExactly(best, young, old);
		List<TextHit> hits = this.index.search(new TextSearch("boat", true, null, 1));
		assertThat(hits).singleElement().extracting(TextHit::id).isEqualTo(best);
	}

	@Test
	void partOfNameIsFoundAfterAllOtherHits() throws IOException {
		UUID named = put("Notes on 50% (Boats).md", "Nothing", 1);
		UUID said = put("b.md", "Notes on 50% of all boats", 0);
		this.index.commit(this.token);

		assertThat(find("notes on 50%")).containsExactly(said, named);
		assertThat(find("% (boa")).containsExactly(named);
		assertThat(this.index.search(new TextSearch("% (boa", false, null, 10))).isEmpty();
		assertThat(find("*")).isEmpty();
		assertThat(find("50?")).containsExactly(said);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "& | !", "the and", ":*", "()", "\\" })
	void queryWithoutWordFindsNothing(String query) throws IOException {
		put("a.md", "Boats and the rest", 0);
		this.index.commit(this.token);

		assertThat(find(query)).isEmpty();
	}

	@Test
	void searchFiltersByUser() throws IOException {
		UUID id = UUID.randomUUID();
		this.index.put(new TextEntry(id, null, "boat", 7L, NOW));
		this.index.put(new TextEntry(UUID.randomUUID(), null, "boat", 8L, NOW));
		this.index.put(new TextEntry(UUID.randomUUID(), null, "boat", null, NOW));
		this.index.commit(this.token);

		assertThat(this.index.search(new TextSearch("boats", false, 7L, 10))).extracting(TextHit::id)
			.containsExactly(id);
		assertThat(this.index.search(new TextSearch("boats", false, null, 10))).hasSize(3);
	}

	@Test
	void laterWritesReplaceEarlierOnes() throws IOException {
		UUID id = put("a.md", "boat", 0);
		UUID gone = put("b.md", "boat", 0);
		this.index.commit(this.token);
		this.index.put(new TextEntry(id, "a.md", "plane", null, NOW));
		this.index.remove(List.of(gone));
		this.index.commit(this.token);

		assertThat(find("boat")).isEmpty();
		assertThat(find("plane")).containsExactly(id);
		assertThat(this.index.size()).isEqualTo(1);
	}

	@Test
	void committedRowsAreFoundAfterReopening() throws IOException {
		UUID id = put("a.md", "boat", 0);
		this.index.commit(this.token);
		put("b.md", "boat", 0);
		this.index.close();
		open();

		assertThat(find("boat")).containsExactly(id);
		assertThat(this.index.isOf(this.token)).isTrue();
		assertThat(this.index.isOf(UUID.randomUUID())).isFalse();
	}

	@Test
	void clearedIndexBelongsToNoDatabase() throws IOException {
		put("a.md", "boat", 0);
		this.index.commit(this.token);
		this.index.clear();
		this.index.close();
		open();

		assertThat(this.index.isOf(this.token)).isFalse();
		assertThat(this.index.size()).isZero();
	}

	@Test
	void wordsBeyondTheLimitAreNotSearched() throws IOException {
		UUID id = put("a.md", "boat " + "word ".repeat(100_000) + " plane", 0);
		this.index.commit(this.token);

		assertThat(find("boat")).containsExactly(id);
		assertThat(find("plane")).isEmpty();
	}

	private UUID put(String name, String body, int micros) throws IOException {
		UUID id = UUID.randomUUID();
		this.index.put(new TextEntry(id, name, body, null, NOW.plus(micros, ChronoUnit.MICROS)));
		return id;
	}

	private List<UUID> find(String query) throws IOException {
		return this.index.search(new TextSearch(query, true, null, 10)).stream().map(TextHit::id).toList();
	}

}
