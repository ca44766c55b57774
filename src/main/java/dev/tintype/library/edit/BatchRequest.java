package dev.tintype.library.edit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.library.photo.PhotoFilter;
import dev.tintype.library.photo.PhotoFilters;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The same operation on many photos.
 *
 * @param edit changes fields, null for an operation that is not an edit
 * @param items the photos in order, null if filters select them
 * @param filter selects the photos, null if they are named
 * @param text a filter in the filter language, or null
 * @param expected how many photos the client expects to be selected, or null
 * @param isTrial whether nothing is changed
 */
record BatchRequest(String operation, @Nullable BatchEdit edit, @Nullable List<Item> items,
		@Nullable PhotoFilter filter, @Nullable RowFilter text, @Nullable Long expected, boolean isTrial) {

	private static final String OPERATION = "operation";

	private static final String IDS = "photo_ids";

	private static final String FILTERS = "filters";

	/**
	 * Reads the body of a batch.
	 */
	static BatchRequest read(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		String operation = fields.optionalWord(OPERATION, operations());
		if (operation == null && isAbsent(body.path(OPERATION))) {
			fields.fault(OPERATION, "is required");
		}
		BatchEdit edit = (operation != null && BatchEdit.OPERATIONS.contains(operation))
				? BatchEdit.read(operation, body.path("params"), fields) : null;
		boolean isTrial = fields.flag("dry_run", false);
		Long expected = fields.optionalCount("expected");
		String text = fields.optionalText(RowFilter.PARAMETER, 1, RowFilter.BODY_LENGTH);
		JsonNode filters = body.path(FILTERS);
		boolean isSelected = !isAbsent(filters) || text != null;
		if (isSelected == !isAbsent(body.path(IDS))) {
			fields.fault(IDS, "must be sent, or filters or a filter instead");
		}
		JsonFields inner = new JsonFields(isAbsent(filters) ? Json.MAPPER.createObjectNode() : filters, "/" + FILTERS);
		PhotoFilter filter = isSelected ? PhotoFilters.read(inner) : null;
		fields.addFaultsOf(inner);
		List<Item> items = isSelected ? null : items(fields);
		fields.check();
		RowFilter parsed = (text != null) ? PhotoRepository.filter(text, Instant.now(), "/" + RowFilter.PARAMETER)
				: null;
		return new BatchRequest(Objects.requireNonNull(operation), edit, items, filter, parsed, expected, isTrial);
	}

	private static List<String> operations() {
		List<String> all = new ArrayList<>(BatchEdit.OPERATIONS);
		all.addAll(BatchActions.OPERATIONS);
		return all;
	}

	private static List<Item> items(JsonFields fields) {
		List<Item> items = new ArrayList<>();
		for (JsonNode node : fields.items(IDS, Requests.BATCH_ITEMS)) {
			String text = node.isString() ? node.stringValue() : "";
			String fault = node.isString() ? Texts.fault(text, 0, Texts.NAME_LENGTH) : "must be a string";
			items.add((fault != null) ? new Item(node.asString(node.toString()), null, fault)
					: new Item(text, Ids.parse(text), null));
		}
		return items;
	}

	private static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	/**
	 * A photo that a client names.
	 *
	 * @param text as the client sent it
	 * @param id null if the text is not an id
	 * @param fault what is wrong with it, or null
	 */
	record Item(String text, @Nullable UUID id, @Nullable String fault) {

		/**
		 * Names a photo that the service selected.
		 */
		static Item of(UUID id) {
			return new Item(id.toString(), id, null);
		}

	}

}
