package dev.tintype.data.store;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The storage of the settings and that of the database.
 *
 * @param kind of the storage of the settings
 * @param location of it
 * @param mark its id; null if it has none
 * @param database the storage of the database; null before the first upload
 */
public record StoreState(String kind, String location, @Nullable UUID mark, @Nullable StoreRow database) {

	/**
	 * Whether the service can use the storage of the settings.
	 * @return true also if the database has no storage yet
	 */
	public boolean matches() {
		return this.database == null || this.database.id().equals(this.mark);
	}

}
