/**
 * Serves the web pages: one shell for all of them, and their scripts and styles.
 */
@ApplicationModule(allowedDependencies = { "support", "web.encoding", "web.http" })
@NullMarked
package dev.tintype.web.pages;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
