package dev.tintype.data.database;

import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limit does not apply to the superuser of the tests, so that it disturbs nothing.
 */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class ConnectionRoomIntegrationTests {

	private final ConnectionRoom room;

	private final DatabaseClient database;

	ConnectionRoomIntegrationTests(@Autowired ConnectionRoom room, @Autowired DatabaseClient database) {
		this.room = room;
		this.database = database;
	}

	@Test
	void instanceWarnsIfServerAllowsFewerConnectionsThanItMayOpen(CapturedOutput output) {
		limit(1);
		try {
			this.room.check().block();
			assertThat(output).contains("PostgreSQL allows 0 more connections, and this instance may open ");
		}
		finally {
			limit(-1);
		}
	}

	private void limit(int connections) {
		this.database.sql("SELECT current_database()")
			.mapValue(String.class)
			.one()
			.flatMap((name) -> this.database.sql("ALTER DATABASE \"" + name + "\" CONNECTION LIMIT " + connections)
				.then())
			.block();
	}

}
