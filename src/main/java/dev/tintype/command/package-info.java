/**
 * The command line {@code db …}: the same jar, the same settings, but no service. It
 * knows no SQL of any feature.
 */
@ApplicationModule(allowedDependencies = { "support", "sql", "database", "figures", "archive", "integrity", "seed" })
@NullMarked
package dev.tintype.command;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
