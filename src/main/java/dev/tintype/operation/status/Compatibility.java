package dev.tintype.operation.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The differences between the found schema and the expected one.
 *
 * @param compatible false if something is missing or different, or if something
 * additional may refuse rows; additional tables, indexes and nullable columns do no harm
 * @param differences by table, kind and name; without those that follow from another
 */
record Compatibility(boolean compatible, List<Difference> differences) {

	static Compatibility of(Schema expected, Schema found) {
		List<Judged> judged = judge(expected, found);
		return new Compatibility(judged.stream().allMatch(Judged::harmless),
				judged.stream().map(Judged::difference).toList());
	}

	/**
	 * The differences with which the service cannot work.
	 * @return by table, kind and name
	 */
	static List<Difference> harmful(Schema expected, Schema found) {
		return judge(expected, found).stream().filter((judged) -> !judged.harmless()).map(Judged::difference).toList();
	}

	private static List<Judged> judge(Schema expected, Schema found) {
		Map<SchemaPart.Key, SchemaPart> wanted = expected.byKey();
		Map<SchemaPart.Key, SchemaPart> there = found.byKey();
		Set<SchemaPart.Key> keys = new TreeSet<>(wanted.keySet());
		keys.addAll(there.keySet());
		List<Judged> judged = new ArrayList<>();
		for (SchemaPart.Key key : keys) {
			@Nullable SchemaPart want = wanted.get(key);
			@Nullable SchemaPart have = there.get(key);
			if (!Objects.equals(want, have) && !follows(key, wanted) && !follows(key, there)) {
				judged.add(new Judged(difference(key, want, have),
						want == null && have != null && isHarmless(have, there)));
			}
		}
		return judged;
	}

	// If a table is missing on one side, its columns are not reported. If a column is
	// missing, its nullability is not reported.
	private static boolean follows(SchemaPart.Key key, Map<SchemaPart.Key, SchemaPart> side) {
		return switch (key.kind()) {
			case TABLE -> false;
			case NULLABILITY -> !side.containsKey(new SchemaPart.Key(key.table(), PartKind.COLUMN, key.name()));
			default -> !side.containsKey(new SchemaPart.Key(key.table(), PartKind.TABLE, key.table()));
		};
	}

	private static Difference difference(SchemaPart.Key key, @Nullable SchemaPart want, @Nullable SchemaPart have) {
		boolean type = key.kind() == PartKind.COLUMN && want != null && have != null;
		return new Difference(type ? "type" : key.kind().label(), key.table(), key.name(),
				(want != null) ? want.definition() : null, (have != null) ? have.definition() : null);
	}

	private static boolean isHarmless(SchemaPart additional, Map<SchemaPart.Key, SchemaPart> there) {
		return switch (additional.kind()) {
			case TABLE -> true;
			case COLUMN -> {
				SchemaPart nullability = there
					.get(new SchemaPart.Key(additional.table(), PartKind.NULLABILITY, additional.name()));
				yield nullability != null && nullability.definition().equals("null");
			}
			case INDEX -> !additional.definition().startsWith("unique ");
			default -> false;
		};
	}

	/**
	 * One difference.
	 *
	 * @param kind "type" if a column has another type, else the label of the part's kind
	 * @param table to which the part belongs, or the table itself
	 * @param name of the part
	 * @param expected the expected definition; null if the part should not exist
	 * @param found the found definition; null if the part is missing
	 */
	record Difference(String kind, String table, String name, @Nullable String expected, @Nullable String found) {
	}

	/** A difference, and whether it is harmless. */
	private record Judged(Difference difference, boolean harmless) {
	}

}
