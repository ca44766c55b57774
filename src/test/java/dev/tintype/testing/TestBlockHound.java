package dev.tintype.testing;

import java.util.concurrent.ThreadPoolExecutor;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * What an event loop may do although it could block.
 */
public class TestBlockHound implements BlockHoundIntegration {

	@Override
	public void applyTo(BlockHound.Builder builder) {
		// Work is handed to a connection's thread through a queue, whose lock is held for
		// as
		// long as it takes to link one node.
		builder.allowBlockingCallsInside(ThreadPoolExecutor.class.getName(), "execute");
		// Random bytes, which the system always has: the driver makes a TLS context for
		// each connection.
		builder.allowBlockingCallsInside("sun.security.provider.NativePRNG", "engineNextBytes");
		// Netty's own, whose lock two threads meet on for as long as it takes to add a
		// list.
		builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
	}

}
