package dev.tintype.text.ingest;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of ingestion.
 *
 * @param roots the folders below which files may be read; {@code ~} is the user's home
 */
@ConfigurationProperties("tintype.documents")
record IngestSettings(@DefaultValue("~") List<String> roots) {
}
