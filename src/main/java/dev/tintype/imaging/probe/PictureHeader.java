package dev.tintype.imaging.probe;

import dev.tintype.imaging.work.PictureFormat;

/**
 * What the header of a picture says.
 *
 * @param format the format of the file
 * @param width in pixels, as displayed: with the orientation applied
 * @param height in pixels, as displayed
 * @param orientation as in EXIF, 1 to 8; 1 when it is missing or invalid
 * @param frames number of pictures that the file declares, at least 1; always 1 for a
 * GIF, because only the whole file would show the number
 */
public record PictureHeader(PictureFormat format, int width, int height, int orientation, int frames) {

}
