package dev.tintype.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Starts the whole service as {@link IntegrationTest} does, but it asks for credentials.
 * The test is a trusted proxy, so that each caller can have its own address. All tests
 * with this annotation share one service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "tintype.env-file=", "tintype.db.min-connections=1", "tintype.db.max-connections=10",
				"tintype.db.acquire-timeout=25s", "server.shutdown=immediate", "server.address=127.0.0.1",
				"tintype.security.required=true", "tintype.server.trusted-proxies=127.0.0.1",
				"tintype.security.rate-limit.per-second=20000", "tintype.security.rate-limit.burst=20000",
				"tintype.security.allowed-origins=https://app.example" })
@ContextConfiguration(initializers = IntegrationTestInitializer.class)
@Import({ TokenIssuer.class, Guests.class })
public @interface ExposedTest {

}
