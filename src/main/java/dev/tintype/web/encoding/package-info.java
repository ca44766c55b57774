/**
 * Encodings: UTF-8 in addresses, compressed bodies, and HTTP/1.0.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.encoding;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
