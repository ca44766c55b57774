package dev.tintype.text.prompt;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.web.http.Json;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import reactor.core.publisher.Mono;

/**
 * Lists the images that a prompt made, by their ids. An image may be deleted before it is
 * read; the number of ids decides whether more pages follow.
 */
final class PromptImageRows implements Rows<UUID> {

	/** By id, which never changes. */
	static final Orders<UUID> ORDERS = Orders.of(Order.of("prompt-images", Key.id("t.image_id", Function.identity())));

	private final Rows<UUID> ids;

	private final ImageRepository images;

	PromptImageRows(Statements statements, ImageRepository images, long promptId) {
		this.ids = new Listing<UUID>(statements, "PromptImages", "prompt_images t", "t.image_id",
				(row) -> Columns.get(row, 0, UUID.class))
			.rows(Where.ALL.and("t.prompt_id = :id", Map.of("id", promptId)));
		this.images = images;
	}

	@Override
	public Mono<List<UUID>> page(Slice<UUID> slice) {
		return this.ids.page(slice);
	}

	@Override
	public Mono<Long> count() {
		return this.ids.count();
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<UUID> slice) {
		return page(slice).flatMap((found) -> found.isEmpty() ? Mono.just(NdjsonPage.EMPTY)
				: shown(found).map((rows) -> new NdjsonPage(Ndjson.lines(rows), found.size(),
						slice.order().place(found.get(found.size() - 1)))));
	}

	@Override
	public Mono<byte[]> json(Page<UUID> page) {
		return shown(page.items()).map((rows) -> Json.MAPPER.writeValueAsBytes(page.with(rows)));
	}

	private Mono<List<Image>> shown(List<UUID> ids) {
		return this.images.findAllById(ids)
			.map((found) -> ids.stream().map(found::get).filter(Objects::nonNull).toList());
	}

}
