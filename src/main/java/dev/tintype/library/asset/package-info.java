/**
 * Shows assets with their history and the trash, offers the actions on photos, and checks
 * the rows of the library.
 *
 * <p>
 * Several columns of {@code file_versions} and the table {@code photo_tags} are derived.
 * Whoever writes the rows on the right writes the columns on the left in the same
 * transaction, after it has locked the row of {@code media_assets}:
 *
 * <table>
 * <caption>Derived columns</caption>
 * <tr>
 * <th>derived</th>
 * <th>from</th>
 * </tr>
 * <tr>
 * <td>{@code is_best} of all versions of the asset</td>
 * <td>the tiers that exist</td>
 * </tr>
 * <tr>
 * <td>{@code is_trashed} of all versions of the asset</td>
 * <td>{@code media_assets.deleted_at}</td>
 * </tr>
 * <tr>
 * <td>{@code sort_name} of all versions of the asset</td>
 * <td>{@code media_assets.original_filename}</td>
 * </tr>
 * <tr>
 * <td>{@code search_text}</td>
 * <td>{@code PhotoTexts.searchText}</td>
 * </tr>
 * <tr>
 * <td>{@code photo_tags}</td>
 * <td>{@code keywords} by {@code PhotoTexts.tagKeys}</td>
 * </tr>
 * <tr>
 * <td>{@code phash}</td>
 * <td>{@code perceptual_hash}</td>
 * </tr>
 * <tr>
 * <td>{@code global_tag_library.usage_count}</td>
 * <td>{@code photo_tags} of the best photos of live assets</td>
 * </tr>
 * <tr>
 * <td>{@code people.face_count}</td>
 * <td>faces of live assets that are assigned and not ignored</td>
 * </tr>
 * </table>
 */
@ApplicationModule(allowedDependencies = { "data.sql", "image.content", "image.registry", "library.photo",
		"library.setting", "library.tier", "library.trash", "library.version", "operation.integrity", "support",
		"web.form", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.asset;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
