package dev.tintype.library.tier;

import java.util.UUID;

import dev.tintype.library.version.Asset;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * The rules of the actions on photos. Each method returns the photo if the action is
 * allowed. Otherwise it throws a problem of type {@code CONFLICT}, or {@code NOT_FOUND}
 * if the asset has no such photo.
 */
public final class TierRules {

	private TierRules() {
	}

	/**
	 * Checks whether an action is allowed.
	 * @param action process, promote, demote, reject or reinstate
	 */
	public static void check(String action, Asset asset, UUID photoId) {
		switch (action) {
			case "process" -> process(asset, photoId);
			case "promote" -> promote(asset, photoId);
			case "demote" -> demote(asset, photoId);
			case "reject" -> reject(asset, photoId);
			case "reinstate" -> reinstate(asset, photoId);
			default -> throw new IllegalArgumentException(action);
		}
	}

	static Version process(Asset asset, UUID photoId) {
		return raised(asset, photoId, Tier.BRONZE, Tier.SILVER);
	}

	static Version promote(Asset asset, UUID photoId) {
		Version silver = raised(asset, photoId, Tier.SILVER, Tier.GOLD);
		require(silver.reviewed(), "The photo has not been reviewed.");
		return silver;
	}

	private static Version raised(Asset asset, UUID photoId, Tier from, Tier to) {
		Version version = live(asset, photoId);
		require(version.tier() == from, "The photo is " + version.tier().text() + ", not " + from.text() + ".");
		require(asset.version(to) == null, "The asset has a " + to.text() + " photo already.");
		require(version.state() != ProcessingState.REJECTED, "The photo is rejected.");
		return version;
	}

	static Version demote(Asset asset, UUID photoId) {
		Version best = best(asset, photoId);
		require(asset.versions().size() > 1, "The asset has no photo in a lower tier.");
		return best;
	}

	static Version reject(Asset asset, UUID photoId) {
		Version best = culled(asset, photoId);
		require(best.state() != ProcessingState.REJECTED, "The photo is rejected already.");
		return best;
	}

	static Version reinstate(Asset asset, UUID photoId) {
		Version best = culled(asset, photoId);
		require(best.state() == ProcessingState.REJECTED, "The photo is not rejected.");
		return best;
	}

	private static Version culled(Asset asset, UUID photoId) {
		Version best = best(asset, photoId);
		require(best.tier() != Tier.GOLD, "The photo is gold. Demote it first.");
		return best;
	}

	static Version reprocess(Asset asset, UUID photoId) {
		Version best = best(asset, photoId);
		require(best.tier() != Tier.BRONZE, "The photo is bronze. Process it first.");
		return best;
	}

	static Version embed(Asset asset, UUID photoId) {
		Version version = live(asset, photoId);
		require(version.tier() == Tier.GOLD, "The photo is " + version.tier().text() + ", not gold.");
		return version;
	}

	/**
	 * Checks that the original of an asset can be replaced.
	 * @param isOwn whether the original is in the library
	 */
	static void replace(Asset asset, boolean isOwn) {
		requireLive(asset);
		require(asset.version(Tier.GOLD) == null, "The asset has a gold photo. Demote it first.");
		require(asset.version(Tier.BRONZE) != null && asset.imageId() != null, "The asset has no original.");
		require(isOwn, "The original is a file of the user, which the service never changes.");
	}

	/**
	 * Checks that a file is still the one from which another one was made.
	 */
	static void unchanged(Version before, Version now) {
		if (!before.fileHash().equals(now.fileHash()) || !before.filePath().equals(now.filePath())) {
			throw changedMeanwhile();
		}
	}

	/**
	 * The problem of two requests that change a photo at the same time.
	 */
	static ProblemException changedMeanwhile() {
		return new ProblemException(ProblemType.CONFLICT, "Another request changed the photo meanwhile.");
	}

	private static Version best(Asset asset, UUID photoId) {
		Version version = live(asset, photoId);
		require(version.equals(asset.best()), "The asset has a photo in a higher tier.");
		return version;
	}

	private static Version live(Asset asset, UUID photoId) {
		requireLive(asset);
		Version version = asset.version(photoId);
		if (version == null) {
			throw ProblemException.notFound("Nothing is known under the id " + photoId + ".");
		}
		return version;
	}

	private static void requireLive(Asset asset) {
		require(!asset.isTrashed(), "The asset is in the trash.");
	}

	private static void require(boolean allowed, String otherwise) {
		if (!allowed) {
			throw new ProblemException(ProblemType.CONFLICT, otherwise);
		}
	}

}
