package dev.tintype.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;

/**
 * Fails every test that blocks a non-blocking thread. It is an extension, because
 * BlockHound's own listener would also be installed in the JVM of the build, which
 * distributes the tests.
 */
public final class BlockHoundExtension implements BeforeAllCallback {

	static {
		BlockHound.install();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		// Loading the class is enough.
	}

}
