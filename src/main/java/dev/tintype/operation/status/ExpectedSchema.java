package dev.tintype.operation.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import dev.tintype.data.sql.Dialect;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The schema with which this version of the service works. It is what the migrations
 * create, read once from an empty database and kept as a resource. A test compares the
 * resource with the migrations.
 */
@Component
class ExpectedSchema {

	private final Schema schema;

	ExpectedSchema(Dialect dialect) {
		this.schema = load(file(dialect));
	}

	/**
	 * The schema that the migrations create.
	 * @return all of it
	 */
	Schema schema() {
		return this.schema;
	}

	/**
	 * The name of the resource beside this class.
	 * @return the name without a path
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
