package dev.tintype.operation.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import dev.tintype.data.sql.Dialect;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The schema that this version of the service works with. It is what the migrations make,
 * read from an empty database once and kept as a resource, to which a test holds them.
 */
@Component
class ExpectedSchema {

	private final Schema schema;

	ExpectedSchema(Dialect dialect) {
		this.schema = load(file(dialect));
	}

	/**
	 * What the migrations make.
	 * @return all of it
	 */
	Schema schema() {
		return this.schema;
	}

	/**
	 * The name of the resource, beside this class.
	 * @return the name alone
	 */
	static String file(Dialect dialect) {
		return dialect.choose("schema-h2.json", "schema-postgresql.json");
	}

	private static Schema load(String file) {
		try (InputStream stream = new ClassPathResource(file, ExpectedSchema.class).getInputStream()) {
			return Schema.of(stream.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
