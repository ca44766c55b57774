/**
 * Decides who may send requests: pages of other sites, and other machines.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.security;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
