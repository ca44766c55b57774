package dev.tintype.library.version;

/**
 * The actions of {@code asset_history}, whose names are stored.
 */
public enum Action {

	/** A bronze version was created. */
	INGESTED,

	/** The next tier got a version. */
	PROMOTED,

	/** A version was removed in favour of the one below it. */
	DEMOTED,

	/** A photo was rejected. */
	REJECTED,

	/** A photo is no longer rejected. */
	REINSTATED,

	/** Metadata of a model was stored. */
	AI_PROCESSED,

	/** A file was read again. */
	REPROCESSED,

	/** The original was replaced by another file. */
	REPLACED,

	/** Metadata was written into the file of a gold version. */
	EMBEDDED,

	/** Fields of a photo were changed. */
	METADATA_UPDATED,

	/** Photos were merged into this one. */
	MERGED,

	/** The asset was moved to the trash. */
	TRASHED,

	/** The asset was taken out of the trash. */
	RESTORED

}
