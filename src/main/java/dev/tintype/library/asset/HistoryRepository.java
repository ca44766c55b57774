package dev.tintype.library.asset;

import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;

import org.springframework.stereotype.Repository;

/**
 * Reads the history of assets.
 */
@Repository
public class HistoryRepository {

	/** The newest first. */
	public static final Orders<HistoryRow> ORDERS = Orders
		.of(Order.ofRow("newest", Key.<HistoryRow>moment("h.timestamp", HistoryRow::timestamp).down(),
				Key.<HistoryRow>id("h.id", HistoryRow::id).down()));

	private final Listing<HistoryRow> listing;

	HistoryRepository(Statements statements) {
		this.listing = new Listing<>(statements, "AssetHistory", "asset_history h", HistoryRow.COLUMNS, HistoryRow::of);
	}

	/**
	 * Returns the history of an asset.
	 */
	Rows<HistoryRow> rows(UUID assetId) {
		return this.listing.rows(Where.ALL.and("h.media_asset_id = :asset_id", Map.of("asset_id", assetId)));
	}

	/**
	 * Returns the history of all assets.
	 * @return the rows of all changes
	 */
	public Rows<HistoryRow> rows() {
		return this.listing.rows(Where.ALL);
	}

}
