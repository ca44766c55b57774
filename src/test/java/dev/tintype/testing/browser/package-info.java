/**
 * Chromium for the tests of the web pages: one for each JVM, and a new tab for each test.
 */
@NullMarked
package dev.tintype.testing.browser;

import org.jspecify.annotations.NullMarked;
