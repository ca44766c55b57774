package dev.tintype.web.security;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host names that only this machine uses.
 */
public final class LoopbackName {

	private static final Pattern NAME = Pattern
		.compile("(?:[^.]+\\.)*localhost\\.?|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

	private LoopbackName() {
	}

	/**
	 * Tells whether a name is one of loopback.
	 * @param host without a port
	 * @return whether it is, in any case
	 */
	public static boolean matches(String host) {
		return NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
	}

}
