/**
 * Writes CSV (RFC 4180) that spreadsheets can open without running formulas.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.web.csv;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
