package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.path.PathCache;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.imaging.work.PictureFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

class ImageContentTests {

	private static final UUID ID = new UUID(1, 2);

	private static final String FORMER = "/data/uploads/02/former.png";

	private static final String NEW = "/data/uploads/02/new.png";

	private final StagedUpload upload = new StagedUpload(Path.of("/data/uploads/incoming/1.part"), 3, "hash",
			new PictureHeader(PictureFormat.PNG, 1, 1, 1, 1), null);

	private final Uploads uploads = mock(Uploads.class);

	private final ImageFileRepository files = mock(ImageFileRepository.class);

	private final Transactions transactions = mock(Transactions.class);

	private final ThumbnailRepository thumbnails = mock(ThumbnailRepository.class);

	private final ChangeLog changes = mock(ChangeLog.class);

	private final ImageContent content = new ImageContent(this.uploads, this.files, mock(ImageRepository.class),
			this.thumbnails, mock(PathCache.class), this.transactions, this.changes);

	@BeforeEach
	void answer() {
		given(this.uploads.key(any(), any())).willReturn("uploads/02/new.png");
		given(this.uploads.location(any())).willReturn(NEW);
		given(this.uploads.put(any(), any())).willReturn(Mono.empty());
		given(this.uploads.discard(any())).willReturn(Mono.empty());
		given(this.uploads.delete(any())).willReturn(Mono.empty());
		given(this.files.lock(ID)).willReturn(Mono.just(FORMER));
		given(this.files.isHeld(ID)).willReturn(Mono.just(false));
		given(this.files.record(any(), any(), any(), any())).willReturn(Mono.empty());
		given(this.thumbnails.deleteOf(any())).willReturn(Mono.empty());
		given(this.changes.record(any(Change.class))).willReturn(Mono.empty());
		given(this.transactions.run(any())).willAnswer((call) -> call.getArgument(0));
	}

	@Test
	void uploadOnFullDiskChangesNoRow() {
		given(this.uploads.put(any(), any())).willReturn(Mono.error(new IOException("No space left on device")));

		StepVerifier.create(this.content.replace(ID, this.upload)).verifyErrorMessage("No space left on device");

		then(this.files).should(never()).record(any(), any(), any(), any());
		then(this.uploads).should(never()).delete(List.of(FORMER));
		then(this.uploads).should().discard(this.upload);
	}

	@Test
	void fileThatIsNotRecordedIsDeleted() {
		given(this.files.record(any(), any(), any(), any()))
			.willReturn(Mono.error(new IllegalStateException("failed")));

		StepVerifier.create(this.content.replace(ID, this.upload)).verifyErrorMessage("failed");

		then(this.uploads).should().delete(List.of(NEW));
		then(this.uploads).should(never()).delete(List.of(FORMER));
	}

	@Test
	void fileOfFailedCommitIsDeleted() {
		failCommit();

		StepVerifier.create(this.content.replace(ID, this.upload)).verifyErrorMessage("lost");

		then(this.uploads).should().delete(List.of(NEW));
		then(this.uploads).should(never()).delete(List.of(FORMER));
	}

	@Test
	void fileIsKeptWhenFailureHidesCommit() {
		failCommit();
		given(this.files.lock(ID)).willReturn(Mono.just(FORMER), Mono.just(NEW));

		StepVerifier.create(this.content.replace(ID, this.upload)).verifyErrorMessage("lost");

		then(this.uploads).should(never()).delete(any());
	}

	@Test
	void fileIsKeptWhenDatabaseDoesNotTellOutcome() {
		failCommit();
		given(this.files.lock(ID)).willReturn(Mono.just(FORMER), Mono.error(new IllegalStateException("unreachable")));

		StepVerifier.create(this.content.replace(ID, this.upload)).verifyErrorMessage("lost");

		then(this.uploads).should(never()).delete(any());
	}

	private void failCommit() {
		given(this.transactions.run(any()))
			.willAnswer((call) -> call.<Mono<?>>getArgument(0).then(Mono.error(new IllegalStateException("lost"))))
			.willAnswer((call) -> call.getArgument(0));
	}

}
