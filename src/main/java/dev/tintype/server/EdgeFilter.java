package dev.tintype.server;

import org.springframework.web.server.WebFilter;

/**
 * A filter that every request passes. Spring notes each of them by its text for the case
 * of an error, and {@link Object#toString()} would make that text anew for every request.
 */
public abstract class EdgeFilter implements WebFilter {

	private final String name = getClass().getSimpleName();

	@Override
	public final String toString() {
		return this.name;
	}

}
