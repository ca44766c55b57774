package dev.tintype.operation.feed;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.change.ChangePosition;
import dev.tintype.data.change.LoggedChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergedChangeTests {

	private static final UUID OPERATION = new UUID(7, 7);

	@Test
	void topicsKeepTheirOrder() {
		assertThat(MergedChange
			.byTopic(List.of(change("photos", "created", 1), change("images", "created", 1),
					change("photos", "created", 1)))
			.keySet()).containsExactly("photos", "images");
	}

	@Test
	void idsAreUnitedAndCountsAreAdded() {
		MergedChange merged = merged(change("images", "created", 2, OPERATION, ids(0, 2)),
				change("images", "created", 2, OPERATION, ids(1, 2)));

		assertThat(merged.count()).isEqualTo(4);
		assertThat(merged.ids()).containsExactlyElementsOf(ids(0, 3));
		assertThat(merged.operationId()).isEqualTo(OPERATION);
		assertThat(merged.kind()).isEqualTo("created");
	}

	@Test
	void differentKindsAndOperationsAreMixed() {
		MergedChange merged = merged(change("images", "created", 1, OPERATION, ids(0, 1)),
				change("images", "deleted", 1));

		assertThat(merged.kind()).isEqualTo("mixed");
		assertThat(merged.operationId()).isNull();
		assertThat(merged.ids()).isNull();
	}

	@Test
	void overAHundredIdsAreLeftOut() {
		assertThat(merged(change("images", "created", 100, null, ids(0, 100))).ids()).hasSize(100);
		assertThat(merged(change("images", "created", 101, null, ids(0, 101))).ids()).isNull();
		assertThat(merged(change("images", "created", 60, null, ids(0, 60)),
				change("images", "created", 60, null, ids(60, 60)))
			.ids()).isNull();
	}

	private static MergedChange merged(LoggedChange... changes) {
		return Objects.requireNonNull(MergedChange.byTopic(List.of(changes)).get("images"));
	}

	private static List<UUID> ids(int first, int count) {
		return Stream.iterate(first, (number) -> number + 1).limit(count).map((number) -> new UUID(1, number)).toList();
	}

	private static LoggedChange change(String topic, String kind, long count) {
		return change(topic, kind, count, null, null);
	}

	private static LoggedChange change(String topic, String kind, long count, @Nullable UUID operation,
			@Nullable List<UUID> ids) {
		return new LoggedChange(new ChangePosition(1, 1), topic, kind, count, ids, operation, Instant.EPOCH);
	}

}
