package dev.tintype.library.naming;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * What a naming pattern knows about a photo.
 *
 * @param date when it was taken, else when it was created
 * @param originalFilename with its suffix
 * @param camera make and model
 * @param lens its model
 * @param aiDescription a few words for the name
 */
public record PhotoValues(LocalDateTime date, String originalFilename, @Nullable String camera, @Nullable String lens,
		@Nullable String aiDescription) {
}
