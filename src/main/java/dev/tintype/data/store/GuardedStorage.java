package dev.tintype.data.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Function;

import dev.tintype.data.storage.OpenObject;
import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StorageSettings;
import dev.tintype.data.storage.Store;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The storage of the settings, unless it is not that of the database.
 */
@Component
@Primary
class GuardedStorage implements Storage {

	private final Store store;

	private final StoreIdentity identity;

	/**
	 * Creates a guard.
	 * @param settings are read first, so that a wrong kind is reported
	 */
	GuardedStorage(StorageSettings settings, Store store, StoreIdentity identity) {
		this.store = store;
		this.identity = identity;
	}

	@Override
	public Mono<Void> put(String key, Path file, long size, String sha256, String type) {
		return this.identity.claim().then(this.store.put(key, file, size, sha256, type));
	}

	@Override
	public Mono<Void> putCopy(String key, CheckedFile.Source source, long size, String sha256, String type) {
		return this.identity.claim().then(this.store.putCopy(key, source, size, sha256, type));
	}

	@Override
	public Mono<Void> copy(String from, String key, long size, String sha256, String type) {
		return this.identity.claim().then(this.store.copy(from, key, size, sha256, type));
	}

	@Override
	public Mono<OpenObject> open(String key) {
		return this.identity.require().then(this.store.open(key));
	}

	@Override
	public Mono<StoredObject> find(String key) {
		return this.identity.require().then(this.store.find(key));
	}

	@Override
	public Flux<StoredObject> list(String prefix) {
		return this.identity.require().thenMany(this.store.list(prefix));
	}

	@Override
	public Mono<Void> delete(Collection<String> keys) {
		return this.identity.require().then(this.store.delete(keys));
	}

	@Override
	public <T> Mono<T> withFile(String key, Function<CheckedFile.Source, Mono<T>> work) {
		return this.identity.require().then(this.store.withFile(key, work));
	}

	@Override
	public String location(String key) {
		return this.store.location(key);
	}

	@Override
	public Mono<String> key(String location) {
		return this.store.key(location);
	}

}
