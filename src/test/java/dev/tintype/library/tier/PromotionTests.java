package dev.tintype.library.tier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.library.face.PicturedPeople;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.FilePlace;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.History;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class PromotionTests {

	private static final String FULL = "No space left on device";

	private final AssetTurns turns = mock(AssetTurns.class);

	private final Versions versions = mock(Versions.class);

	private final EmbeddedSources captions = mock(EmbeddedSources.class);

	private final LibraryFiles files = mock(LibraryFiles.class);

	private final GoldFiles goldFiles = mock(GoldFiles.class);

	private final FileNaming naming = mock(FileNaming.class);

	private final FileChange change = mock(FileChange.class);

	private final Promotion promotion = new Promotion(this.turns, this.versions, mock(History.class), this.captions,
			mock(AiResults.class), this.files, this.goldFiles, this.naming, this.change);

	@BeforeEach
	void answer() {
		Embedded embedded = new Embedded(
				EmbeddedColumns.of(TestAssets.version(UUID.randomUUID(), Tier.SILVER, "a.jpg", List.of()), null,
						PicturedPeople.Pictured.UNKNOWN),
				null);
		given(this.captions.read(any(), any())).willReturn(Mono.just(embedded));
		given(this.naming.place(any(), any())).willReturn(Mono.just(new FilePlace("gold/2024/07", "a", ".jpg")));
	}

	@Test
	void promoteOnFullDiskChangesNoRow() {
		LibraryFile copy = new LibraryFile(Path.of("/data/incoming/1.part"), 1, "hash", "image/jpeg", null);
		given(this.goldFiles.with(any(), any(), any()))
			.willAnswer((call) -> call.<Function<LibraryFile, Mono<UUID>>>getArgument(2).apply(copy));
		given(this.files.move(any(), any())).willReturn(Mono.error(new IOException(FULL)));
		Version silver = photo(Tier.SILVER);

		StepVerifier.create(this.promotion.promote(silver.id(), null)).verifyErrorMessage(FULL);

		then(this.change).shouldHaveNoInteractions();
		then(this.versions).shouldHaveNoInteractions();
	}

	@Test
	void processOnFullDiskChangesNoRow() {
		given(this.files.copy(any(), any(), anyLong(), any(), any())).willReturn(Mono.error(new IOException(FULL)));
		Version bronze = photo(Tier.BRONZE);

		StepVerifier.create(this.promotion.process(bronze.id(), AiDraft.NONE, null)).verifyErrorMessage(FULL);

		then(this.change).shouldHaveNoInteractions();
		then(this.versions).shouldHaveNoInteractions();
	}

	private Version photo(Tier tier) {
		Asset made = TestAssets.of("a.jpg", List.of(), tier);
		Version photo = made.best().toBuilder().reviewed(true).build();
		Asset asset = new Asset(made.id(), "a.jpg", null, null, made.createdAt(), List.of(photo));
		given(this.turns.ofPhoto(any(), any()))
			.willAnswer((call) -> call.<Function<Asset, Mono<UUID>>>getArgument(1).apply(asset));
		return photo;
	}

}
