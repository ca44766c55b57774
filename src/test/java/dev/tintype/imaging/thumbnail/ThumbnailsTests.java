package dev.tintype.imaging.thumbnail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.support.CheckedFile;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ThumbnailsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ThumbnailMaker maker = mock(ThumbnailMaker.class);

	private final ThumbnailRepository repository = mock(ThumbnailRepository.class);

	private final Transactions transactions = mock(Transactions.class);

	private final Thumbnails thumbnails = new Thumbnails(this.repository, this.maker, this.transactions,
			new ThumbnailSettings(80));

	private final ThumbnailSource source = new ThumbnailSource(UUID.randomUUID(), mock(CheckedFile.Source.class), false,
			1, Instant.EPOCH);

	ThumbnailsTests() {
		Thumbnail made = new Thumbnail("image/webp", 1, 1, 0, new byte[] { 1 });
		given(this.maker.make(any(), anyInt(), any(), anyInt())).willReturn(Mono.just(made));
	}

	@Test
	void thumbnailIsSentWhenDiskIsFull() {
		given(this.transactions.run(any())).willReturn(Mono.error(new IOException("No space left on device")));
		StepVerifier.create(this.thumbnails.make(this.source, 256, ThumbnailFormat.WEBP))
			.expectNextMatches((sent) -> sent.data().length == 1)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void defaultFormatIsStoredAsJpegWithoutWebpCodec() {
		Thumbnail jpeg = new Thumbnail("image/jpeg", 1, 1, 0, new byte[] { 2 });
		given(this.maker.make(any(), anyInt(), eq(ThumbnailFormat.WEBP), anyInt()))
			.willReturn(Mono.error(PictureException.withoutCodec("WebP")));
		given(this.maker.make(any(), anyInt(), eq(ThumbnailFormat.JPEG), anyInt())).willReturn(Mono.just(jpeg));
		given(this.repository.find(any(), anyInt(), any())).willReturn(Mono.empty());
		given(this.transactions.run(any())).willReturn(Mono.empty());
		StepVerifier.create(this.thumbnails.make(this.source, 256))
			.expectNextMatches((sent) -> sent.mimeType().equals("image/jpeg"))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void storedJpegIsSentWithoutWebpCodec() {
		StoredThumbnail stored = StoredThumbnail.of(new Thumbnail("image/jpeg", 1, 1, 0, new byte[] { 3 }));
		given(this.maker.make(any(), anyInt(), any(), anyInt()))
			.willReturn(Mono.error(PictureException.withoutCodec("WebP")));
		given(this.repository.find(this.source.imageId(), 256, ThumbnailFormat.JPEG)).willReturn(Mono.just(stored));
		StepVerifier.create(this.thumbnails.make(this.source, 256)).expectNext(stored).expectComplete().verify(LIMIT);
	}

	@Test
	void otherFailureToStoreThumbnailIsReported() {
		given(this.transactions.run(any())).willReturn(Mono.error(new IllegalStateException("wrong")));
		StepVerifier.create(this.thumbnails.make(this.source, 256, ThumbnailFormat.WEBP))
			.expectError(IllegalStateException.class)
			.verify(LIMIT);
	}

}
