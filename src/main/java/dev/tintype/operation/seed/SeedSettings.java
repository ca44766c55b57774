package dev.tintype.operation.seed;

import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.DataSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code tintype.seed.*} says.
 *
 * @param enabled whether rows are seeded at each start; not unless it is said, since a
 * row that its user deleted would come back
 * @param locations folders of the user's own seed files, each after the ones before it
 */
@ConfigurationProperties("tintype.seed")
public record SeedSettings(@DefaultValue("false") boolean enabled, @DefaultValue List<String> locations) {

	/**
	 * The folders.
	 * @return absolute
	 */
	public List<Path> folders() {
		return this.locations.stream().map(DataSettings::absolute).toList();
	}

}
