package dev.tintype.library.decision;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.conflict.OpenConflicts;
import dev.tintype.library.conflict.ShownConflict;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * Lists the pictures that wait for a decision.
 *
 * @param shown the conflict
 */
record ConflictRows(ShownConflict shown) {

	/** The picture that has waited longest comes first. */
	static final Orders<ConflictRows> ORDERS = Orders
		.of(Order.ofRow("waiting", Key.moment("c.created_at", (ConflictRows row) -> row.shown().createdAt()),
				Key.id("c.id", (ConflictRows row) -> row.shown().id())));

	static Rows<ConflictRows> of(Statements statements) {
		return new Listing<>(statements, "Conflicts", OpenConflicts.TABLES, OpenConflicts.SHOWN,
				(row) -> new ConflictRows(OpenConflicts.shown(row)))
			.rows(Where.ALL);
	}

	@JsonValue
	Map<String, @Nullable Object> json() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("conflict_id", this.shown.id());
		json.put("image_id", this.shown.imageId());
		json.put("filename", this.shown.filename());
		json.put("asset_id", this.shown.assetId());
		json.put("photo_id", this.shown.photoId());
		json.put("similarity", this.shown.similarity());
		json.put("suggested", this.shown.suggestion().action());
		json.put("reason", this.shown.suggestion().reason());
		json.put("created_at", this.shown.createdAt());
		json.put("thumbnail_url", "/api/images/" + this.shown.imageId() + "/thumbnail");
		return json;
	}

}
