package dev.tintype.testing.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the service as {@link IntegrationTest} does, and Chromium. A method may have a
 * parameter of type {@link Tab}. The tests run on H2 only, because pages do not see the
 * database. Without Chromium they are aborted, and fail where {@code CI=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@IntegrationTest
public @interface BrowserTest {

}
