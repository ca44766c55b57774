package dev.tintype.security.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Checks keys and session tokens, and caches the valid ones. It never caches a refusal.
 * It caches nothing while it cannot hear of changes by other instances (ADR 29).
 */
@Component
public class Credentials {

	/** A session ends this long after its last use. */
	public static final Duration SESSION_IDLE = Duration.ofHours(12);

	/** A session ends at the latest this long after the sign-in. */
	public static final Duration SESSION_LIFE = Duration.ofDays(7);

	private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

	/** Only valid credentials are cached, so nobody can fill the cache from outside. */
	private static final int MOST_ENTRIES = 20_000;

	/** How long a record of a use stays without a new one. */
	static final Duration USE_RECORDED = Duration.ofMinutes(1);

	private final CredentialRepository repository;

	private final long life;

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	/** Grows with each change, so that a load that began before it is not cached. */
	private final AtomicLong changes = new AtomicLong();

	private volatile boolean open;

	Credentials(CredentialRepository repository, Dialect dialect) {
		this.repository = repository;
		// Commands write to H2 while the service runs, and H2 announces nothing.
		this.life = dialect.choose(Duration.ofSeconds(1), Duration.ofMinutes(1)).toNanos();
	}

	/**
	 * Finds the valid credentials that a request contains.
	 * @param kind of the secret
	 * @param secret as the client sent it
	 * @return empty if the secret is unknown, expired, revoked, or of a disabled user
	 */
	public Mono<CredentialAuthentication> find(Credential.Kind kind, String secret) {
		String hash = Secret.hash(secret);
		CredentialAuthentication known = cached(kind, hash);
		if (known != null) {
			return known.credential().isExpired(Instant.now()) ? Mono.empty() : Mono.just(known);
		}
		return Mono.defer(() -> load(kind, hash));
	}

	/**
	 * Finds the valid credentials that a request contains, if they are cached.
	 * @param kind of the secret
	 * @param secret as the client sent it
	 * @return null if only the database can tell, or if they have expired
	 */
	public @Nullable CredentialAuthentication findCached(Credential.Kind kind, String secret) {
		CredentialAuthentication known = this.entries.isEmpty() ? null : cached(kind, Secret.hash(secret));
		return (known != null && !known.credential().isExpired(Instant.now())) ? known : null;
	}

	private @Nullable CredentialAuthentication cached(Credential.Kind kind, String hash) {
		Entry entry = this.entries.get(hash);
		return (entry != null && System.nanoTime() - entry.loaded() < this.life
				&& entry.authentication().credential().kind() == kind) ? entry.authentication() : null;
	}

	private Mono<CredentialAuthentication> load(Credential.Kind kind, String hash) {
		long before = this.changes.get();
		return this.repository.find(kind, hash).map((credential) -> {
			CredentialAuthentication authentication = new CredentialAuthentication(credential);
			cache(hash, new Entry(authentication, System.nanoTime()), before);
			return authentication;
		});
	}

	private void cache(String hash, Entry entry, long before) {
		if (!this.open || this.changes.get() != before) {
			return;
		}
		if (this.entries.size() >= MOST_ENTRIES) {
			this.entries.clear();
		}
		this.entries.put(hash, entry);
		if (this.changes.get() != before) {
			this.entries.remove(hash, entry);
		}
	}

	/**
	 * Forgets all credentials, because some were changed or ended. The caller has
	 * committed the change.
	 */
	public void changed() {
		this.changes.incrementAndGet();
		this.entries.clear();
	}

	void open() {
		this.open = true;
	}

	void close() {
		this.open = false;
		changed();
	}

	/**
	 * Records a use, at most once a minute and without waiting.
	 * @param authentication of a request that has its response
	 */
	public void used(CredentialAuthentication authentication) {
		Instant now = Instant.now();
		Instant before = now.minus(USE_RECORDED);
		if (authentication.takeUse(before, now)) {
			this.repository.use(authentication.credential(), now, before).subscribe((done) -> {
			}, (ex) -> LOG.debug("The last use of credentials is not recorded: {}",
					NestedExceptionUtils.getMostSpecificCause(ex).toString()));
		}
	}

	/**
	 * Cached credentials.
	 *
	 * @param loaded when the database was asked, in nanoseconds of the JVM
	 */
	private record Entry(CredentialAuthentication authentication, long loaded) {
	}

}
