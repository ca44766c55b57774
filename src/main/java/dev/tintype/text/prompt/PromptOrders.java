package dev.tintype.text.prompt;

import java.util.List;

import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * The orders of prompts. Each ends with the id.
 */
final class PromptOrders {

	private static final Key<Prompt> ID_KEY = Key.number("p.id", Prompt::id);

	private static final Key<Prompt> USED_KEY = Key.<Prompt>moment("p.last_used_at", Prompt::lastUsedAt).down();

	/** The most used first; of equally used ones, the last used first. */
	static final Order<Prompt> POPULAR = Order.of("popular",
			Key.<Prompt>number("p.total_uses", Prompt::totalUses).down(), USED_KEY, ID_KEY);

	/** The last used first. */
	static final Order<Prompt> RECENT = Order.of("recent", USED_KEY, ID_KEY);

	/** By id, which never changes. */
	static final Order<Prompt> ID = Order.of("id", ID_KEY);

	/**
	 * Streams are ordered by id. In the other orders, a prompt that is used during the
	 * stream could appear twice.
	 */
	static final Orders<Prompt> ORDERS = new Orders<>(RECENT, List.of(RECENT, POPULAR), ID);

	private PromptOrders() {
	}

}
