package dev.tintype.operation.seed;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Seeds at the start, after the migrations and before the first request: the service's
 * own files once, and the user's files if that is enabled. It blocks the starting thread,
 * as the migrations do.
 */
@Component
@DependsOnDatabaseInitialization
class SeedStart implements InitializingBean {

	private static final Logger LOG = LoggerFactory.getLogger(SeedStart.class);

	private final Flyway flyway;

	private final Dialect dialect;

	private final SeedSettings settings;

	SeedStart(Flyway flyway, Dialect dialect, SeedSettings settings) {
		this.flyway = flyway;
		this.dialect = dialect;
		this.settings = settings;
	}

	@Override
	public void afterPropertiesSet() {
		Seeding seeding = new Seeding(this.flyway.getConfiguration().getDataSource(), this.dialect,
				this.settings.enabled() ? this.settings.folders() : List.of());
		SeedSummary done = seeding.start();
		if (!done.files().isEmpty()) {
			LOG.info("Added {} rows from {} seed files; {} existed already", done.added(), done.files().size(),
					done.present());
		}
	}

}
