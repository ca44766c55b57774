package dev.tintype.operation.feed;

import java.util.List;

import dev.tintype.data.change.ChangePage;
import dev.tintype.data.change.ChangePosition;

/**
 * A page of changes in a response.
 *
 * @param items in order
 * @param next the position to continue from
 * @param oldest the oldest position that a client may continue from
 */
record ChangeList(List<ChangeItem> items, String next, String oldest) {

	static ChangeList of(ChangePage page, ChangePosition oldest) {
		return new ChangeList(page.changes().stream().map(ChangeItem::of).toList(), page.next().toString(),
				oldest.toString());
	}

}
