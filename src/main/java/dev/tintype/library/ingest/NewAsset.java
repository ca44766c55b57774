package dev.tintype.library.ingest;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.face.NamedFaces;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An asset with its bronze version that is to be inserted.
 *
 * @param caption from the file, null for none
 * @param faces the named faces in the file
 */
record NewAsset(Asset asset, @Nullable String caption, NamedFaces.Picture faces) {

	/**
	 * Creates the asset of a picture.
	 */
	static NewAsset of(PreparedPicture prepared, UUID imageId) {
		ReadPicture picture = prepared.picture();
		UUID assetId = Ids.next();
		Version empty = new Version(Ids.next(), assetId, Tier.BRONZE, prepared.location(), picture.hash(),
				picture.size(), picture.header().format().mimeType(), null, false, 0, List.of(), null, null, null, null,
				ProcessingState.PROCESSED, Ids.createdAt(assetId), Ids.createdAt(assetId), 1, null, null, null, null,
				null, null, null, null, null, null);
		Version version = FileFields.read(empty, picture)
			.rating(picture.metadata().rating())
			.keywords(FileFields.tags(picture.metadata()))
			.state(picture.metadata().rejected() ? ProcessingState.REJECTED : ProcessingState.PROCESSED)
			.build();
		return new NewAsset(
				new Asset(assetId, prepared.filename(), imageId, null, version.createdAt(), List.of(version)),
				FileFields.caption(picture.metadata()), new NamedFaces.Picture(version.id(), picture.header().width(),
						picture.header().height(), picture.metadata().regions()));
	}

	Version version() {
		return this.asset.best();
	}

	/**
	 * Returns the same asset with other keywords.
	 */
	NewAsset with(List<String> keywords) {
		Version version = version().toBuilder().keywords(keywords).build();
		return new NewAsset(new Asset(this.asset.id(), this.asset.originalFilename(), this.asset.imageId(), null,
				this.asset.createdAt(), List.of(version)), this.caption, this.faces);
	}

}
