package dev.tintype.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * Starts the whole service on a free port. It has a fresh database of the kind that the
 * system property {@code tintype.test.database} names, and a separate data directory.
 * {@code tintype.images.roots} and {@code tintype.documents.roots} name an empty folder.
 * Every bean and a {@code WebTestClient} can be injected.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "tintype.env-file=", "tintype.db.min-connections=1", "tintype.db.max-connections=10",
				"tintype.db.acquire-timeout=25s" })
@ContextConfiguration(initializers = IntegrationTestInitializer.class)
@AutoConfigureWebTestClient(timeout = "30s")
public @interface IntegrationTest {

}
