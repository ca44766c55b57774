package dev.tintype.security.credential;

import dev.tintype.data.sql.Announcements;
import dev.tintype.support.ServiceOnly;
import dev.tintype.web.security.CredentialsRequired;
import reactor.core.Disposable;
import reactor.core.Disposables;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Clears the cache of credentials when another instance, a command or a user of SQL
 * changes any. Triggers of PostgreSQL announce these changes.
 */
@Component
@ServiceOnly
@Conditional(CredentialsRequired.class)
class CredentialAnnouncements implements SmartLifecycle, Announcements.Listener {

	private static final String CHANNEL = "tintype_credentials";

	private final Credentials credentials;

	private final Announcements announcements;

	private Disposable listening = Disposables.disposed();

	CredentialAnnouncements(Credentials credentials, Announcements announcements) {
		this.credentials = credentials;
		this.announcements = announcements;
	}

	@Override
	public void connected() {
		this.credentials.open();
	}

	@Override
	public void heard(String text) {
		this.credentials.changed();
	}

	@Override
	public void lost() {
		this.credentials.close();
	}

	@Override
	public void start() {
		this.listening = this.announcements.listen(CHANNEL, this);
	}

	@Override
	public void stop() {
		this.listening.dispose();
		this.credentials.close();
	}

	@Override
	public boolean isRunning() {
		return !this.listening.isDisposed();
	}

}
