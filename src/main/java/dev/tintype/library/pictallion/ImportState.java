package dev.tintype.library.pictallion;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.tintype.operation.pictallion.ImportReport;
import dev.tintype.operation.pictallion.ImportRequest;
import dev.tintype.operation.pictallion.PictallionImport;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt of an import is. Its steps run one after the other.
 */
final class ImportState {

	/** The tables in the order in which they are imported. */
	static final List<String> TABLES = List.of("users", "settings", "ai_prompts", "locations", "global_tag_library",
			"people", "media_assets", "file_versions", "asset_history", "faces", "collections", "collection_photos",
			"events", "relationships");

	private final ImportRequest request;

	private final ImportReport report = new ImportReport(TABLES);

	/** The ids of rows that are in the target, by table. */
	private final Map<String, Set<UUID>> present = new HashMap<>();

	/** The locations of files that were copied into the library. */
	private final Collection<String> created = new ConcurrentLinkedQueue<>();

	private final long assets;

	private long done;

	private final PictallionImport.Progress progress;

	private final Set<String> known = new HashSet<>();

	/** The best photo of the asset of each version of the source. */
	private final Map<UUID, UUID> best = new HashMap<>();

	/**
	 * Creates the state of an attempt.
	 * @param assets how many there are
	 */
	ImportState(ImportRequest request, long assets, PictallionImport.Progress progress) {
		this.request = request;
		this.assets = assets;
		this.progress = progress;
	}

	void advance(int more) {
		this.done += more;
		this.progress.at(this.done, this.assets);
	}

	/**
	 * Remembers a file that is useless if the import fails.
	 */
	void created(String location) {
		this.created.add(location);
	}

	Collection<String> created() {
		return this.created;
	}

	ImportRequest request() {
		return this.request;
	}

	ImportReport report() {
		return this.report;
	}

	/**
	 * Remembers that a row is in the target, where other rows may refer to it.
	 */
	void present(String table, UUID id) {
		this.present.computeIfAbsent(table, (key) -> new HashSet<>()).add(id);
	}

	boolean isPresent(String table, UUID id) {
		return this.present.getOrDefault(table, Set.of()).contains(id);
	}

	/**
	 * Requires a row to which another row refers.
	 * @throws RowFault if it was not imported
	 */
	UUID require(String table, UUID id, String what) {
		if (!isPresent(table, id)) {
			throw new RowFault("its " + what + " was not imported");
		}
		return id;
	}

	/**
	 * Remembers a row that has no id in common with the source.
	 */
	void knows(String row) {
		this.known.add(row);
	}

	boolean isKnown(String row) {
		return this.known.contains(row);
	}

	/**
	 * Remembers the photo to which pointers to a version refer.
	 */
	void best(UUID version, UUID photo) {
		this.best.put(version, photo);
	}

	/**
	 * The photo to which a pointer to a version refers.
	 * @throws RowFault if no version of the asset was imported
	 */
	UUID best(UUID version) {
		UUID photo = bestOrNull(version);
		if (photo == null) {
			throw new RowFault("its photo was not imported");
		}
		return photo;
	}

	/**
	 * The photo to which a pointer to a version refers.
	 * @return null if no version of the asset was imported
	 */
	@Nullable UUID bestOrNull(UUID version) {
		return this.best.get(version);
	}

}
