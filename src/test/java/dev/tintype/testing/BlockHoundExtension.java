package dev.tintype.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;

/**
 * Has every test fail that blocks a thread which must not be blocked. An extension, as
 * BlockHound's own listener would also be installed in the JVM of the build, which deals
 * the tests out to several.
 */
public final class BlockHoundExtension implements BeforeAllCallback {

	static {
		BlockHound.install();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		// To be loaded is enough.
	}

}
