package dev.tintype.data.store;

import java.util.concurrent.ExecutionException;

import dev.tintype.data.storage.StorageRefusedException;
import dev.tintype.data.storage.Store;
import dev.tintype.support.ServiceOnly;
import dev.tintype.support.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Checks the storage at the start, after the migrations and before the first request. It
 * blocks the starting thread, as the migrations do.
 */
@Component
@ServiceOnly
@DependsOnDatabaseInitialization
class StoreStart implements InitializingBean {

	private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);

	private final Store store;

	private final StoreIdentity identity;

	StoreStart(Store store, StoreIdentity identity) {
		this.store = store;
		this.identity = identity;
	}

	@Override
	public void afterPropertiesSet() {
		try {
			this.store.check().then(this.identity.start()).toFuture().get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof StorageRefusedException refusal) {
				throw new StartException(String.valueOf(refusal.getMessage()), refusal);
			}
			// The database works, and the storage may return.
			LOG.warn("The storage {} cannot be used yet: {}", this.store.place(),
					NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StartException("Interrupted while waiting for the storage", ex);
		}
	}

}
