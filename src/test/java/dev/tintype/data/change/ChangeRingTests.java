package dev.tintype.data.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeRingTests {

	private final ChangeRing ring = new ChangeRing(new ChangePosition(5, 0));

	@Test
	void changesFollowPositionInOrder() {
		this.ring.add(List.of(change(5, 9, "images"), change(6, 7, "chat"), change(6, 8, "images")), at(7, 0));

		assertThat(after(5, 0, 10, "images")).containsExactly(at(5, 9), at(6, 8));
		assertThat(after(5, 9, 10)).containsExactly(at(6, 7), at(6, 8));
		assertThat(after(7, 0, 10)).isEmpty();
		assertThat(Objects.requireNonNull(this.ring.after(at(5, 0), Set.of(), 10)).next()).isEqualTo(at(7, 0));
	}

	@Test
	void cutPageContinuesAfterItsLastChange() {
		this.ring.add(List.of(change(5, 9, "images"), change(6, 7, "images")), at(7, 0));
		ChangePage page = Objects.requireNonNull(this.ring.after(at(5, 0), Set.of(), 1));

		assertThat(page.isCut()).isTrue();
		assertThat(page.next()).isEqualTo(at(5, 9));
		assertThat(after(5, 9, 1)).containsExactly(at(6, 7));
	}

	@Test
	void ringKnowsNothingOfEarlierChanges() {
		assertThat(this.ring.after(at(4, 9), Set.of(), 10)).isNull();
		assertThat(this.ring.after(at(5, 0), Set.of(), 10)).isNotNull();
	}

	@Test
	void ringDropsOldestChangesWhenIdsAreTooMany() {
		List<UUID> ids = Collections.nCopies(1_000, new UUID(1, 1));
		List<LoggedChange> many = new ArrayList<>();
		for (int i = 1; i <= 400; i++) {
			many.add(new LoggedChange(at(6, i), "images", "created", 1_000, ids, null, Instant.EPOCH));
		}
		this.ring.add(many, at(7, 0));

		assertThat(this.ring.after(at(5, 0), Set.of(), 10)).isNull();
		assertThat(after(6, 399, 10)).containsExactly(at(6, 400));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1-", "-1", "1-2-3", "A-1", "1-1234567890123", "1 -2" })
	void otherTextIsNoPosition(String text) {
		assertThat(ChangePosition.parse(text)).isNull();
	}

	@Test
	void positionIsReadAsItIsWritten() {
		ChangePosition position = at(987_654_321_987L, 35);

		assertThat(ChangePosition.parse(position.toString())).isEqualTo(position);
		assertThat(position).hasToString("clpzvs5f-z").satisfies((it) -> assertThat(it.max(at(1, 1))).isSameAs(it));
	}

	private List<ChangePosition> after(long transaction, long change, int limit, String... topics) {
		@Nullable ChangePage page = this.ring.after(at(transaction, change), Set.of(topics), limit);
		return Objects.requireNonNull(page).changes().stream().map(LoggedChange::position).toList();
	}

	private static LoggedChange change(long transaction, long change, String topic) {
		return new LoggedChange(at(transaction, change), topic, "created", 1, null, null, Instant.EPOCH);
	}

	private static ChangePosition at(long transaction, long change) {
		return new ChangePosition(transaction, change);
	}

}
