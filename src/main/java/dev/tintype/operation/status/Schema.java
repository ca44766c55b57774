package dev.tintype.operation.status;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.web.http.Json;

/**
 * The tables of a database with their columns, constraints and indexes, except Flyway's
 * table.
 *
 * @param parts sorted
 */
record Schema(List<SchemaPart> parts) {

	static Schema of(Collection<SchemaPart> parts) {
		return new Schema(parts.stream().sorted(Comparator.comparing(SchemaPart::key)).toList());
	}

	/**
	 * Reads what {@link #json()} wrote.
	 * @param json in UTF-8
	 * @return the schema
	 */
	static Schema of(byte[] json) {
		return of(List.of(Json.MAPPER.readValue(json, SchemaPart[].class)));
	}

	/**
	 * Writes the schema so that versions can be compared.
	 * @return one line per part
	 */
	String json() {
		return this.parts.stream()
			.map(Json.MAPPER::writeValueAsString)
			.collect(Collectors.joining(",\n", "[\n", "\n]\n"));
	}

	/**
	 * The parts by key.
	 * @return all of them
	 */
	Map<SchemaPart.Key, SchemaPart> byKey() {
		return this.parts.stream().collect(Collectors.toMap(SchemaPart::key, Function.identity()));
	}

}
