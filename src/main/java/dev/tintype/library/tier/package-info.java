/**
 * Moves photos between the tiers, and rejects, reads again and replaces them.
 *
 * <p>
 * Each action finds the asset, checks its rules, makes the new files, and then locks the
 * asset and checks the rules again. Actions on one asset take turns ({@code AssetTurns}).
 * {@code GoldFiles} writes the files with embedded metadata.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.sql", "data.storage", "image.content", "imaging.embed",
		"imaging.probe", "imaging.thumbnail", "imaging.work", "imaging.xmp", "library.face", "library.file",
		"library.version", "support", "web.http" })
@NullMarked
package dev.tintype.library.tier;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
