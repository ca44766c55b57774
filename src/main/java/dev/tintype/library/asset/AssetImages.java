package dev.tintype.library.asset;

import dev.tintype.image.registry.ImageHolds;

import org.springframework.stereotype.Component;

/**
 * Keeps the image of each asset, also while the asset is in the trash.
 */
@Component
class AssetImages implements ImageHolds {

	@Override
	public String condition(String imageId) {
		return "EXISTS (SELECT 1 FROM media_assets a WHERE a.image_id = " + imageId + ")";
	}

}
