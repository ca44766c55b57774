package dev.tintype.operation.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompatibilityTests {

	private static final SchemaPart TABLE = part(PartKind.TABLE, "lakes", "table");

	private static final SchemaPart NAME = part(PartKind.COLUMN, "name", "text");

	private static final SchemaPart NAME_NEEDED = part(PartKind.NULLABILITY, "name", "not null");

	private static final SchemaPart KEY = part(PartKind.PRIMARY_KEY, "lakes_pkey", "PRIMARY KEY (name)");

	private static final SchemaPart INDEX = part(PartKind.INDEX, "lakes_name", "btree (name)");

	private static final List<SchemaPart> EXPECTED = List.of(TABLE, NAME, NAME_NEEDED, KEY, INDEX);

	@Test
	void sameSchemaIsCompatible() {
		assertThat(with()).isEqualTo(new Compatibility(true, List.of()));
	}

	@Test
	void schemaIsReadBackFromItsJson() {
		Schema schema = Schema.of(EXPECTED);
		assertThat(Schema.of(schema.json().getBytes(StandardCharsets.UTF_8))).isEqualTo(schema);
	}

	@Test
	void missingTableHidesItsOtherDifferences() {
		assertThat(Compatibility.of(Schema.of(EXPECTED), Schema.of(List.of())))
			.isEqualTo(refused("table", "lakes", "table", null));
	}

	@Test
	void missingColumnHidesItsNullability() {
		assertThat(without(NAME, NAME_NEEDED)).isEqualTo(refused("column", "name", "text", null));
	}

	@Test
	void otherTypeIsReportedWithBothTypes() {
		List<SchemaPart> found = new ArrayList<>(EXPECTED);
		found.set(1, part(PartKind.COLUMN, "name", "character varying(9)"));
		assertThat(Compatibility.of(Schema.of(EXPECTED), Schema.of(found)))
			.isEqualTo(refused("type", "name", "text", "character varying(9)"));
	}

	@Test
	void missingIndexIsReported() {
		assertThat(without(INDEX)).isEqualTo(refused("index", "lakes_name", "btree (name)", null));
	}

	@Test
	void missingKeyIsReported() {
		assertThat(without(KEY)).isEqualTo(refused("primary_key", "lakes_pkey", "PRIMARY KEY (name)", null));
	}

	@Test
	void additionalPartsThatRefuseNoRowsAreReportedAsCompatible() {
		Compatibility answer = with(new SchemaPart("seas", PartKind.TABLE, "seas", "table"),
				new SchemaPart("seas", PartKind.COLUMN, "name", "text"), part(PartKind.COLUMN, "depth", "integer"),
				part(PartKind.NULLABILITY, "depth", "null"), part(PartKind.INDEX, "lakes_depth", "btree (depth)"));
		assertThat(answer.compatible()).isTrue();
		assertThat(answer.differences()).containsExactly(
				new Compatibility.Difference("column", "lakes", "depth", null, "integer"),
				new Compatibility.Difference("index", "lakes", "lakes_depth", null, "btree (depth)"),
				new Compatibility.Difference("table", "seas", "seas", null, "table"));
	}

	@Test
	void additionalPartsThatMayRefuseRowsAreNotCompatible() {
		assertThat(with(part(PartKind.COLUMN, "depth", "integer"), part(PartKind.NULLABILITY, "depth", "not null")))
			.isEqualTo(refused("column", "depth", null, "integer"));
		assertThat(with(part(PartKind.INDEX, "one", "unique btree (name)")))
			.isEqualTo(refused("index", "one", null, "unique btree (name)"));
		assertThat(with(part(PartKind.CHECK, "deep", "check"))).isEqualTo(refused("check", "deep", null, "check"));
	}

	private static Compatibility with(SchemaPart... more) {
		List<SchemaPart> found = new ArrayList<>(EXPECTED);
		found.addAll(Arrays.asList(more));
		return Compatibility.of(Schema.of(EXPECTED), Schema.of(found));
	}

	private static Compatibility without(SchemaPart... less) {
		List<SchemaPart> found = new ArrayList<>(EXPECTED);
		found.removeAll(Arrays.asList(less));
		return Compatibility.of(Schema.of(EXPECTED), Schema.of(found));
	}

	private static Compatibility refused(String kind, String name, @Nullable String expected, @Nullable String found) {
		return new Compatibility(false, List.of(new Compatibility.Difference(kind, "lakes", name, expected, found)));
	}

	private static SchemaPart part(PartKind kind, String name, String definition) {
		return new SchemaPart("lakes", kind, name, definition);
	}

}
