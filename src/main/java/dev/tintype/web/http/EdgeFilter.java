package dev.tintype.web.http;

import org.springframework.web.server.WebFilter;

/**
 * A filter that every request passes. For error messages Spring calls {@code toString()}
 * of each filter on every request, and {@link Object#toString()} would build a new text
 * each time.
 */
public abstract class EdgeFilter implements WebFilter {

	/**
	 * The attribute of an exchange that holds the response for a problem, if a filter
	 * replaces the response.
	 */
	public static final String RESPONSE = EdgeFilter.class.getName() + ".response";

	private final String name = getClass().getSimpleName();

	@Override
	public final String toString() {
		return this.name;
	}

}
