/**
 * What bytes mean on the wire: text in addresses, compressed bodies, and HTTP/1.0.
 */
@ApplicationModule(allowedDependencies = { "api", "server", "support" })
@NullMarked
package dev.tintype.encoding;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
