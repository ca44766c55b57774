package dev.tintype.image.deletion;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Transactions;
import dev.tintype.image.registry.HeldImages;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SelectedDeletionTests {

	private static final int MANY = 10_001;

	private final SelectedImages images = mock(SelectedImages.class);

	private final HeldImages held = mock(HeldImages.class);

	@BeforeEach
	void answer() {
		List<UUID> ids = Stream.generate(UUID::randomUUID).limit(MANY).toList();
		given(this.held.condition()).willReturn("needed");
		given(this.images.ids(any(), any(), any(), eq(MANY))).willReturn(Mono.just(ids));
		given(this.images.count(eq("TRUE"), any())).willReturn(Mono.just(20_000L));
		given(this.images.count(eq("(needed)"), any())).willReturn(Mono.just(5L));
	}

	@Test
	void moreImagesThanASliceAreOnlyCounted() {
		StepVerifier.create(select("{\"filter\":\"size > 1\",\"expected\":20000}")).assertNext((selection) -> {
			assertThat(selection.isSmall()).isFalse();
			assertThat(selection.counts()).isEqualTo(new DeletedImages(19_995, 5, 0));
		}).verifyComplete();
	}

	@Test
	void expectationIsComparedWithCountOfMoreImagesThanASlice() {
		StepVerifier.create(select("{\"filter\":\"size > 1\",\"expected\":10001}")).verifyError(ProblemException.class);
	}

	private Mono<SelectedDeletion.Selection> select(String body) {
		SelectedDeletion deletion = new SelectedDeletion(this.images, mock(ImageDeletion.class),
				mock(Transactions.class), this.held);
		return deletion.select(DeletionRequest.read(body.getBytes(StandardCharsets.UTF_8)));
	}

}
