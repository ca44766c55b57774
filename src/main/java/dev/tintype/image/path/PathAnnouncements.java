package dev.tintype.image.path;

import java.util.UUID;

import dev.tintype.data.sql.Announcements;
import dev.tintype.data.sql.Replication;
import dev.tintype.image.root.ImageSettings;
import dev.tintype.support.Ids;
import dev.tintype.support.ServiceOnly;
import reactor.core.Disposable;
import reactor.core.Disposables;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Removes a path from the cache when another instance changes it. Triggers of PostgreSQL
 * announce these changes. The cache is closed while this instance cannot receive
 * announcements. It is never open with read replicas, since a replica may return a path
 * that an earlier announcement has made stale (ADR 11).
 */
@Component
@ServiceOnly
class PathAnnouncements implements SmartLifecycle, Announcements.Listener {

	private static final String CHANNEL = "tintype_paths";

	/** Sent instead of ids when there are too many of them for one announcement. */
	private static final String ALL = "*";

	private final SegmentedPaths cache;

	private final Announcements announcements;

	private final boolean used;

	private Disposable listening = Disposables.disposed();

	PathAnnouncements(PathCache paths, Announcements announcements, ImageSettings settings,
			ObjectProvider<Replication> replication) {
		this.cache = paths.cache();
		this.announcements = announcements;
		this.used = settings.pathCache().toBytes() > 0 && replication.getIfAvailable() == null;
	}

	@Override
	public void connected() {
		this.cache.open();
	}

	@Override
	public void heard(String text) {
		if (text.equals(ALL)) {
			this.cache.clear();
			return;
		}
		for (String id : text.split(",")) {
			UUID parsed = Ids.parse(id);
			if (parsed != null) {
				this.cache.forget(parsed);
			}
		}
	}

	@Override
	public void lost() {
		this.cache.close();
	}

	@Override
	public void start() {
		if (this.used) {
			this.listening = this.announcements.listen(CHANNEL, this);
		}
	}

	@Override
	public void stop() {
		this.listening.dispose();
		this.cache.close();
	}

	@Override
	public boolean isRunning() {
		return !this.listening.isDisposed();
	}

}
