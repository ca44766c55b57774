package dev.tintype.operation.storage;

import java.time.Instant;
import java.util.List;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Store;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import reactor.core.publisher.Flux;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Checks for uploads in parts that a killed process has left. They take space, and no
 * listing of files shows them.
 */
@Component
@Order(36)
class StorageIntegrity implements IntegrityChecks {

	private final Store store;

	StorageIntegrity(Store store) {
		this.store = store;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(IntegrityCheck.quick("storage.unfinished", """
				Uploads in parts that are older than a day and did not end. Repair aborts them.""",
				unfinished().map((upload) -> this.store.location(upload.key())),
				unfinished().concatMap((upload) -> this.store.abort(upload).thenReturn(upload), 1).count()));
	}

	private Flux<Store.PartialUpload> unfinished() {
		return Flux.defer(() -> this.store.partialUploads(Instant.now().minus(Staging.AGE)));
	}

}
