package dev.tintype.library.pictallion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.version.Tier;

/**
 * An asset of Pictallion with the rows of its versions.
 *
 * @param tiers the version of each tier, lowest first
 * @param versions the ids of all versions, also of those that are not imported
 */
record SourceAsset(UUID id, SourceRow row, Map<Tier, SourceRow> tiers, List<UUID> versions) {

	private static final Set<String> TIERS = Set.of("bronze", "silver", "gold");

	private static final Comparator<SourceRow> AGE = Comparator
		.<SourceRow, Instant>comparing((row) -> row.time("created_at"))
		.thenComparing(SourceRow::name);

	/**
	 * Chooses the newest version of each tier, and reports the others.
	 */
	static SourceAsset of(SourceRow row, List<SourceRow> rows, ImportState state) {
		Map<Tier, List<SourceRow>> all = new EnumMap<>(Tier.class);
		List<UUID> versions = new ArrayList<>();
		for (SourceRow version : rows) {
			try {
				versions.add(version.id());
				version.time("created_at");
				version.required("file_path");
				version.integer("rating", 0);
				version.json("metadata");
				all.computeIfAbsent(Tier.of(version.oneOf("tier", TIERS)), (tier) -> new ArrayList<>()).add(version);
			}
			catch (RowFault ex) {
				state.report().skipped("file_versions", version.name(), ex.reason());
			}
		}
		Map<Tier, SourceRow> newest = new EnumMap<>(Tier.class);
		all.forEach((tier, same) -> {
			newest.put(tier, Collections.max(same, AGE));
			same.stream()
				.filter((version) -> version != newest.get(tier))
				.forEach((version) -> state.report()
					.skipped("file_versions", version.name(), "the asset has a newer version in this tier"));
		});
		return new SourceAsset(row.id(), row, newest, versions);
	}

}
