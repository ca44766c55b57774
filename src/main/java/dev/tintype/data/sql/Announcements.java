package dev.tintype.data.sql;

import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The notifications that users of one database send each other through it.
 */
@FunctionalInterface
public interface Announcements {

	/**
	 * For a database that only this process uses, so that there is nothing to receive.
	 */
	Announcements NONE = (channel, listener) -> {
		listener.connected();
		return Disposables.disposed();
	};

	/**
	 * Listens, and reconnects whenever the connection is lost.
	 * @param channel a name in lower case
	 * @param listener receives the announcements, one call at a time
	 * @return ends the listening
	 */
	Disposable listen(String channel, Listener listener);

	/**
	 * Receives announcements.
	 */
	interface Listener {

		/** From now on every announcement arrives. */
		void connected();

		/**
		 * Receives an announcement, in the order of the commits.
		 * @param text of at most 8,000 bytes
		 */
		void heard(String text);

		/** From now on announcements may be missed. */
		void lost();

	}

}
