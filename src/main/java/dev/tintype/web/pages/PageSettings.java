package dev.tintype.web.pages;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the web pages.
 *
 * @param folder from which the service reads their files on every request, null to serve
 * the files of the jar
 */
@ConfigurationProperties("tintype.web")
record PageSettings(@Nullable Path folder) {

}
