package dev.tintype.web.encoding;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of compressed responses.
 *
 * @param enabled whether responses are compressed for clients that accept it
 * @param minSize the size from which a response of known length is compressed
 */
@ConfigurationProperties("tintype.server.compression")
public record CompressionSettings(@DefaultValue("true") boolean enabled, @DefaultValue("2KB") DataSize minSize) {

}
