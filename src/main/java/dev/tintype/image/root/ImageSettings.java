package dev.tintype.image.root;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of images: allowed folders, size of uploads, and memory of the path cache.
 *
 * @param roots the folders below which files may be registered; {@code ~} is the user's
 * home
 * @param maxUpload the maximum size of an uploaded file
 * @param pathCache the memory limit of the path cache, 0 for no cache
 */
@ConfigurationProperties("tintype.images")
public record ImageSettings(@DefaultValue("~") List<String> roots, @DefaultValue("50MB") DataSize maxUpload,
		@DefaultValue("32MB") DataSize pathCache) {
}
