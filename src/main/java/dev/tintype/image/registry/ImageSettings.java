package dev.tintype.image.registry;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where images may lie and how large an upload may be.
 *
 * @param roots the folders below which files may be registered; {@code ~} is the user's
 * home
 * @param maxUpload the largest file of an upload
 * @param pathCache how much memory the paths of images may take that were asked for
 * before, 0 to ask the database each time
 */
@ConfigurationProperties("tintype.images")
public record ImageSettings(@DefaultValue("~") List<String> roots, @DefaultValue("50MB") DataSize maxUpload,
		@DefaultValue("32MB") DataSize pathCache) {
}
