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
 * Holds the expected schema to the migrations.
 */
@IntegrationTest
class ExpectedSchemaIntegrationTests {

	@Test
	void expectedSchemaIsWhatTheMigrationsMake(@Autowired SchemaRepository schemas) throws IOException {
		String made = Objects.requireNonNull(schemas.read().block(Duration.ofSeconds(30))).json();
		String file = ExpectedSchema.file(TestDatabase.dialect());
		Path kept = Path.of("src/main/resources/dev/tintype/operation/status", file);
		Path renewed = Files.writeString(Path.of("target", file), made);
		assertThat(Files.readString(kept))
			.as("The migrations make another schema than %s says. If that is meant, renew it: cp %s %s", kept, renewed,
					kept)
			.isEqualTo(made);
	}

}
