package dev.tintype.support;

import org.springframework.stereotype.Component;

/**
 * Reads the table of {@link AnyCase} when the service starts: the first text to fold may
 * come on an event loop, which must not wait for a file.
 */
@Component
class AnyCaseTable {

	AnyCaseTable() {
		AnyCase.fold("\u00c9");
	}

}
