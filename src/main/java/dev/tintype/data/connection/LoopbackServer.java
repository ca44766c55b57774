package dev.tintype.data.connection;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;

import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Lets commands on this machine use the H2 file that the service holds. It listens on
 * loopback only, serves this one database only, and asks for the key of
 * {@link AccessFile} (ADR 10). H2's own {@code AUTO_SERVER} would listen on all
 * addresses, and needs the hook that closes the database too early. It does nothing for
 * other databases.
 */
public final class LoopbackServer implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

	private static final int KEY_BYTES = 32;

	private final DatabaseAddress address;

	private final String key;

	private @Nullable Server server;

	public LoopbackServer(DatabaseAddress address) {
		this.address = address;
		byte[] random = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(random);
		this.key = HexFormat.of().formatHex(random);
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.address instanceof DatabaseAddress.H2File held && this.server == null) {
			try {
				this.server = Server
					.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifExists", "-key", this.key,
							"file:" + held.file())
					.start();
				AccessFile.of(held.file()).write(this.server.getPort(), this.key);
			}
			catch (SQLException | IOException ex) {
				LOG.warn("Commands cannot reach the database while the service runs: {}", ex.getMessage());
			}
		}
	}

	/**
	 * Tells whether the service of an access file is running. A killed service leaves its
	 * file behind.
	 * @return whether it accepts this process
	 */
	static boolean letsIn(DatabaseAddress.H2Served served) {
		try (Connection connection = DriverManager.getConnection(served.jdbcUrl(), H2Options.USER,
				H2Options.PASSWORD)) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		if (this.server != null && this.address instanceof DatabaseAddress.H2File held) {
			this.server.stop();
			try {
				AccessFile.of(held.file()).delete(this.key);
			}
			catch (IOException ex) {
				LOG.warn("The access file of {} could not be deleted", this.address, ex);
			}
		}
	}

}
