package dev.tintype.library.recognition;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * An unassigned face with the people whose face it may be.
 *
 * @param suggestions the best first
 */
record SuggestedFace(@JsonUnwrapped Face face, List<Suggestion> suggestions) {

	/** As faces are listed. */
	static final Orders<SuggestedFace> ORDERS = Orders
		.of(Order.ofRow("newest", Key.<SuggestedFace>moment("face.created_at", (row) -> row.face().createdAt()).down(),
				Key.<SuggestedFace>id("face.id", (row) -> row.face().id()).down()));

}
