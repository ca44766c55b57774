package dev.tintype.library.overview;

/**
 * The size of the library. Apart from {@code trashed}, nothing of the trash is counted.
 *
 * @param assets the live ones
 * @param bronze assets whose best photo is bronze
 * @param silver assets whose best photo is silver
 * @param gold assets whose best photo is gold
 * @param reviewed assets whose best photo is reviewed
 * @param rejected assets whose best photo is rejected
 * @param trashed assets in the trash
 * @param faces that are not ignored
 * @param unassignedFaces those of them that belong to no person
 * @param bytes the size of the files of all photos
 */
record LibraryStats(long assets, long bronze, long silver, long gold, long reviewed, long rejected, long trashed,
		long people, long faces, long unassignedFaces, long collections, long tags, long bytes) {
}
