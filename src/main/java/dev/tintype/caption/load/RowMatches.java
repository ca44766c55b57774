package dev.tintype.caption.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import dev.tintype.caption.file.ImageName;
import dev.tintype.caption.file.SameStems;
import dev.tintype.caption.file.SameStems.Found;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds the images of rows: by the id if the row has one, otherwise by the path relative
 * to a folder, otherwise by the file name. If several images have the name, the one is
 * found whose path ends with the whole name.
 */
@Component
class RowMatches {

	private final ImageMatches images;

	private final SameStems stems;

	RowMatches(ImageMatches images, SameStems stems) {
		this.images = images;
		this.stems = stems;
	}

	/**
	 * Finds the images of rows.
	 * @param rows at most a chunk
	 * @param root the folder that names are relative to, empty for none
	 * @return the images by the numbers of their rows. A row of an unknown image has none
	 */
	Mono<Matches> find(List<ImportedRow> rows, String match, String root) {
		Matches matches = new Matches();
		List<ImportedRow> open = new ArrayList<>();
		for (ImportedRow row : rows) {
			boolean byId = match.equals(ImportRequest.AUTO);
			UUID id = byId ? row.id() : null;
			if (id != null) {
				matches.found.put(row.number(), id);
			}
			else if (row.fault() == null && row.fileName() != null && !(byId && row.imageId() != null)) {
				open.add(row);
			}
		}
		Mono<Void> byPath = match.equals(ImportRequest.NAME) ? Mono.empty() : findPaths(open, root, matches);
		return byPath.doOnSuccess((done) -> {
			if (match.equals(ImportRequest.AUTO)) {
				matches.without(open).forEach(matches::findNameId);
			}
		})
			.then(Mono.defer(() -> match.equals(ImportRequest.PATH) ? Mono.<Void>empty()
					: findNames(matches.without(open), matches)))
			.thenReturn(matches);
	}

	private Mono<Void> findPaths(List<ImportedRow> rows, String root, Matches matches) {
		Map<Long, String> paths = new HashMap<>();
		for (ImportedRow row : rows) {
			String path = ImageName.path(name(row), root);
			if (path != null) {
				paths.put(row.number(), path);
			}
		}
		Set<String> whole = new HashSet<>();
		Set<String> stemmed = new HashSet<>();
		rows.stream()
			.filter((row) -> paths.containsKey(row.number()))
			.forEach((row) -> (row.stem() ? stemmed : whole).add(paths.getOrDefault(row.number(), "")));
		return this.images.byPaths(whole).zipWith(this.stems.find(stemmed), (byPath, byStem) -> {
			for (ImportedRow row : rows) {
				String path = paths.getOrDefault(row.number(), "");
				UUID id = byPath.get(path);
				if (row.stem()) {
					matches.choose(row, byStem.getOrDefault(path, List.of()), (found) -> found.path().equals(path));
				}
				else if (id != null) {
					matches.found.put(row.number(), id);
				}
			}
			return true;
		}).then();
	}

	private Mono<Void> findNames(List<ImportedRow> rows, Matches matches) {
		Set<String> whole = new LinkedHashSet<>();
		Set<String> stemmed = new LinkedHashSet<>();
		for (ImportedRow row : rows) {
			whole.add(ImageName.base(name(row)));
			if (row.stem()) {
				stemmed.add(ImageName.base(name(row)));
			}
		}
		return this.images.byNames(whole, false).zipWith(this.images.byNames(stemmed, true), (byName, byStem) -> {
			for (ImportedRow row : rows) {
				String base = ImageName.base(name(row));
				Collection<Found> exact = byName.of(base);
				boolean isCommon = byName.common().contains(base);
				if (row.stem() && exact.isEmpty() && !isCommon) {
					exact = byStem.of(base);
					isCommon = byStem.common().contains(base);
				}
				if (isCommon) {
					matches.ambiguous.add(row.number());
				}
				else {
					matches.choose(row, exact, (found) -> endsWith(found, row));
				}
			}
			return true;
		}).then();
	}

	private static boolean endsWith(Found found, ImportedRow row) {
		String path = ImageName.slashed(found.path());
		String name = (name(row).startsWith("/") ? "" : "/") + name(row);
		return path.endsWith(name) || (row.stem() && ImageName.stem(path).endsWith(name));
	}

	private static String name(ImportedRow row) {
		return (row.fileName() != null) ? row.fileName() : "";
	}

	/**
	 * The images of rows.
	 */
	static final class Matches {

		private final Map<Long, UUID> found = new HashMap<>();

		private final Set<Long> ambiguous = new HashSet<>();

		/**
		 * The image of a row.
		 * @return null if there is none, or several
		 */
		@Nullable UUID of(ImportedRow row) {
			return this.found.get(row.number());
		}

		/**
		 * Whether several images fit a row.
		 */
		boolean isAmbiguous(ImportedRow row) {
			return this.ambiguous.contains(row.number());
		}

		Set<UUID> ids() {
			return new HashSet<>(this.found.values());
		}

		// A folder may also have the form of an id, so that paths come first.
		private void findNameId(ImportedRow row) {
			UUID id = row.nameId();
			if (id != null) {
				this.found.put(row.number(), id);
			}
		}

		private List<ImportedRow> without(List<ImportedRow> rows) {
			return rows.stream()
				.filter((row) -> !this.found.containsKey(row.number()) && !this.ambiguous.contains(row.number()))
				.toList();
		}

		private void choose(ImportedRow row, Collection<Found> candidates, Predicate<Found> better) {
			List<Found> best = candidates.stream().filter(better).toList();
			List<Found> chosen = (best.isEmpty() || candidates.size() == 1) ? List.copyOf(candidates) : best;
			if (chosen.size() == 1) {
				this.found.put(row.number(), chosen.get(0).imageId());
			}
			else if (chosen.size() > 1) {
				this.ambiguous.add(row.number());
			}
		}

	}

}
