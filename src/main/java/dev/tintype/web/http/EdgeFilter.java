package dev.tintype.web.http;

import org.springframework.web.server.WebFilter;

/**
 * A filter that every request passes. Spring notes each of them by its text for the case
 * of an error, and {@link Object#toString()} would make that text anew for every request.
 */
public abstract class EdgeFilter implements WebFilter {

	/**
	 * The attribute of an exchange that holds the response to write a problem to, where a
	 * filter has one of its own.
	 */
	public static final String RESPONSE = EdgeFilter.class.getName() + ".response";

	private final String name = getClass().getSimpleName();

	@Override
	public final String toString() {
		return this.name;
	}

}
