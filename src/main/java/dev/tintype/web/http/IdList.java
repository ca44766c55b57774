package dev.tintype.web.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.tintype.support.Ids;
import tools.jackson.databind.JsonNode;

/**
 * The ids that a client sends in a list. A text that is no id counts as an unknown id.
 *
 * @param ids each once, in order
 * @param unknown the texts that are no ids
 */
public record IdList(Set<UUID> ids, List<String> unknown) {

	/**
	 * Reads a required list.
	 * @param fields receive the faults
	 * @param name of the field
	 * @return the ids, of no use if there was a fault
	 */
	public static IdList read(JsonFields fields, String name) {
		List<JsonNode> items = fields.items(name, Requests.BATCH_ITEMS);
		IdList list = new IdList(new LinkedHashSet<>(), new ArrayList<>());
		for (int i = 0; i < items.size(); i++) {
			if (!items.get(i).isString()) {
				fields.fault(name + "/" + i, "must be a string");
				continue;
			}
			String text = items.get(i).stringValue();
			UUID id = Ids.parse(text);
			if (id != null) {
				list.ids.add(id);
			}
			else {
				list.unknown.add(text);
			}
		}
		return list;
	}

	/**
	 * Lists the unknown ids.
	 * @param missing ids that do not exist
	 * @return the texts that are no ids, then those
	 */
	public List<String> missing(Iterable<UUID> missing) {
		List<String> all = new ArrayList<>(this.unknown);
		missing.forEach((id) -> all.add(id.toString()));
		return all;
	}

}
