/**
 * The description of the API, put together from one file a feature, and the page that
 * people read it on.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.description;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
