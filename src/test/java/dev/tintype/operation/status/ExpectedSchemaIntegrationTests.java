package dev.tintype.operation.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the expected schema with the migrations.
 */
@IntegrationTest
class ExpectedSchemaIntegrationTests {

	@Test
	void expectedSchemaMatchesMigrations(@Autowired SchemaRepository schemas) throws IOException {
		String made = Objects.requireNonNull(schemas.read().block(Duration.ofSeconds(30))).json();
		String file = ExpectedSchema.file(TestDatabase.dialect());
		Path kept = Path.of("src/main/resources/dev/tintype/operation/status", file);
		Path renewed = Files.writeString(Path.of("target", file), made);
		assertThat(Files.readString(kept))
			.as("The migrations create a schema that differs from %s. If that is intended, renew the file: cp %s %s",
					kept, renewed, kept)
			.isEqualTo(made);
	}

}
