package dev.tintype.operation.seed;

import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.DataSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code tintype.seed.*}.
 *
 * @param enabled whether each start seeds; false by default, because a row that a user
 * deleted would return
 * @param locations folders of the user's own seed files, in order
 */
@ConfigurationProperties("tintype.seed")
public record SeedSettings(@DefaultValue("false") boolean enabled, @DefaultValue List<String> locations) {

	/**
	 * The folders of the user.
	 * @return absolute paths
	 */
	public List<Path> folders() {
		return this.locations.stream().map(DataSettings::absolute).toList();
	}

}
