package dev.tintype.data.database;

import dev.tintype.data.connection.DatabaseAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Logs where the service listens and which database it uses.
 */
final class StartLine implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(StartLine.class);

	private final DatabaseAddress database;

	StartLine(DatabaseAddress database) {
		this.database = database;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		Environment environment = event.getApplicationContext().getEnvironment();
		String port = environment.getProperty("local.server.port");
		if (port != null) {
			String address = environment.getProperty("server.address", "127.0.0.1");
			String host = address.contains(":") ? "[" + address + "]" : address;
			LOG.info("Tintype is ready at http://{}:{}, API at http://{}:{}/docs ({})", host, port, host, port,
					this.database);
		}
	}

}
