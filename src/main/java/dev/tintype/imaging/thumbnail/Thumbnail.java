package dev.tintype.imaging.thumbnail;

/**
 * A small picture to send: upright, opaque, in sRGB and without metadata.
 *
 * @param mimeType of the data
 * @param width in pixels
 * @param height in pixels
 * @param colour the mean of its pixels, as {@code 0xRRGGBB}
 * @param data the encoded picture; the array is shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it is waste
public record Thumbnail(String mimeType, int width, int height, int colour, byte[] data) {

}
