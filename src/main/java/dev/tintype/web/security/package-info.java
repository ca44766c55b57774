/**
 * Who may send requests: pages of other sites, and addresses beyond this machine.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.security;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
