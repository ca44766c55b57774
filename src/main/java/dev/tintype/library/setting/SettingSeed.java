package dev.tintype.library.setting;

import java.util.List;
import java.util.Map;

import dev.tintype.operation.seed.SeedTable;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Validates the settings of a seed file, which are identified by their key.
 */
class SettingSeed implements SeedTable {

	@Override
	public String name() {
		return "settings";
	}

	@Override
	public List<String> key() {
		return List.of("key");
	}

	@Override
	public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
		String key = text(row, "key");
		check("key", Texts.fault(key, 1, Texts.NAME_LENGTH));
		check("value", (row.get("value") instanceof String value) ? Texts.fault(value, 0, Texts.TEXT_LENGTH)
				: "must be given");
		check("value", KnownSettings.fault(key, text(row, "value")));
		return row;
	}

	private static String text(Map<String, @Nullable Object> row, String column) {
		return (row.get(column) instanceof String text) ? text : "";
	}

	private static void check(String column, @Nullable String fault) {
		if (fault != null) {
			throw new SeedFault(column, fault);
		}
	}

}
