package dev.tintype.testing;

import java.util.concurrent.ThreadPoolExecutor;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lists the calls that an event loop may make although they could block.
 */
public class TestBlockHound implements BlockHoundIntegration {

	@Override
	public void applyTo(BlockHound.Builder builder) {
		// Work passes to a connection's thread through a queue, whose lock is held only
		// to link one node.
		builder.allowBlockingCallsInside(ThreadPoolExecutor.class.getName(), "execute");
		// The driver creates a TLS context per connection, for which the system always
		// has random bytes.
		builder.allowBlockingCallsInside("sun.security.provider.NativePRNG", "engineNextBytes");
		// Netty's own lock, on which two threads meet only while one adds a list.
		builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
	}

}
