package dev.tintype.data.change;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the feed of changes.
 *
 * @param retention how long a change is kept
 * @param rows the number of changes that are kept at most
 */
@ConfigurationProperties("tintype.changes")
public record ChangeSettings(@DefaultValue("24h") Duration retention, @DefaultValue("1000000") int rows) {

	/** Refuses settings with which a client could not continue. */
	public ChangeSettings {
		if (retention.toMillis() < 1 || rows < 1) {
			throw new IllegalArgumentException(
					"TINTYPE_CHANGES_RETENTION must be at least 1 ms and TINTYPE_CHANGES_ROWS at least 1");
		}
	}

}
