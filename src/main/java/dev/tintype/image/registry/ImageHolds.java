package dev.tintype.image.registry;

/**
 * Names the images that another feature needs. They are neither deleted nor replaced
 * alone. A foreign key of the feature restricts their deletion too, for images that it
 * begins to need during the deletion.
 */
public interface ImageHolds {

	/**
	 * The condition under which the feature needs an image.
	 * @param imageId an SQL expression for the id of the image
	 * @return an SQL condition without parameters
	 */
	String condition(String imageId);

}
