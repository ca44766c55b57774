package dev.tintype.library.setting;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A setting that the service reads.
 *
 * @param value the default
 * @param fault returns what is wrong with a value, null if the service accepts it
 */
record KnownSetting(String key, String category, String value, String description,
		Function<String, @Nullable String> fault) {
}
