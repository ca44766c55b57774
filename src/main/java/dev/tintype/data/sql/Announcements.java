package dev.tintype.data.sql;

import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * What users of the database tell each other through it.
 */
@FunctionalInterface
public interface Announcements {

	/**
	 * For a database that this process has to itself, where there is nobody to hear from.
	 */
	Announcements NONE = (channel, listener) -> {
		listener.connected();
		return Disposables.disposed();
	};

	/**
	 * Listens, and connects again whenever the connection is lost.
	 * @param channel a name in lower case
	 * @param listener hears what is announced there, one call at a time
	 * @return ends it
	 */
	Disposable listen(String channel, Listener listener);

	/**
	 * Hears of announcements.
	 */
	interface Listener {

		/** From now on nothing escapes it. */
		void connected();

		/**
		 * Hears an announcement, in the order of the commits.
		 * @param text of at most 8,000 bytes
		 */
		void heard(String text);

		/** From now on anything may escape it. */
		void lost();

	}

}
