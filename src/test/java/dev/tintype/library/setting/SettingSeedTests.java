package dev.tintype.library.setting;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.tintype.operation.seed.SeedTable.SeedFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingSeedTests {

	private final SettingSeed seed = new SettingSeed();

	@ParameterizedTest
	@CsvSource({ "silver_naming_pattern, datetime", "silver_naming_pattern, custom", "custom_naming_pattern, {year}",
			"trash_days, 0", "trash_days, 36500", "import_face_regions, false", "theme, dark", "theme, ''" })
	void acceptedSettingIsStoredAsItIs(String key, String value) {
		Map<String, @Nullable Object> row = row(key, value);

		assertThat(this.seed.complete(row)).isEqualTo(row);
	}

	@ParameterizedTest
	@CsvSource({ "silver_naming_pattern, other, must be one of", "custom_naming_pattern, '', must not be empty",
			"trash_days, -1, must be between", "trash_days, 36501, must be between",
			"trash_days, soon, a number of days", "import_face_regions, no, must be true or false",
			"'', x, must not be empty" })
	void valueThatServiceCannotUseIsRefused(String key, String value, String fault) {
		assertThatExceptionOfType(SeedFault.class).isThrownBy(() -> this.seed.complete(row(key, value)))
			.withMessageContaining(fault);
	}

	@Test
	void settingWithoutValueIsRefused() {
		assertThatExceptionOfType(SeedFault.class).isThrownBy(() -> this.seed.complete(row("theme", null)))
			.withMessage("must be given");
	}

	private static Map<String, @Nullable Object> row(String key, @Nullable String value) {
		Map<String, @Nullable Object> row = new LinkedHashMap<>();
		row.put("key", key);
		row.put("value", value);
		return row;
	}

}
