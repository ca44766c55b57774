package dev.tintype.imaging.probe;

import dev.tintype.imaging.work.PictureFormat;

/**
 * What the first bytes of a picture tell about it.
 *
 * @param format what the bytes are
 * @param width in pixels, as displayed: with the orientation applied
 * @param height in pixels, as displayed
 * @param orientation as in EXIF, 1 to 8; 1 when the picture says nothing, or nonsense
 * @param frames how many pictures the file declares, at least 1; for a GIF always 1, as
 * only reading the whole file would tell
 */
public record PictureHeader(PictureFormat format, int width, int height, int orientation, int frames) {

}
