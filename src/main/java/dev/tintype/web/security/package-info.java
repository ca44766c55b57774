/**
 * Decides who may send requests at all: other machines, and pages of other sites.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.security;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
