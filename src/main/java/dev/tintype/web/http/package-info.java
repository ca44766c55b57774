/**
 * What every endpoint uses: problems, parameters, forms, JSON, cursors.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support" })
@NullMarked
package dev.tintype.web.http;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
