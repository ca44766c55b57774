package dev.tintype.security.credential;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may do. Each scope includes those before it.
 */
public enum Scope {

	/** Reads all rows. The role {@code viewer} has it. */
	READ("viewer"),

	/** Also changes rows. The role {@code editor} has it. */
	WRITE("editor"),

	/** May do everything. The role {@code admin} has it. */
	ADMIN("admin");

	/** The scopes as requests and commands name them. */
	public static final List<String> WORDS = Arrays.stream(values()).map(Scope::word).toList();

	/** The roles of users as requests and commands name them. */
	public static final List<String> ROLES = Arrays.stream(values()).map(Scope::role).toList();

	private final String word;

	private final String role;

	Scope(String role) {
		this.word = name().toLowerCase(Locale.ROOT);
		this.role = role;
	}

	/**
	 * Returns the name of the scope.
	 * @return in lower case
	 */
	public String word() {
		return this.word;
	}

	/**
	 * Returns the role of users with this scope.
	 * @return in lower case
	 */
	public String role() {
		return this.role;
	}

	/**
	 * Tells whether the scope allows what another allows.
	 * @param required the scope of a request
	 * @return whether it is the same or a greater one
	 */
	public boolean includes(Scope required) {
		return compareTo(required) >= 0;
	}

	/**
	 * Finds a scope by its name.
	 * @param word a name
	 * @return null if there is none
	 */
	public static @Nullable Scope of(String word) {
		int index = WORDS.indexOf(word);
		return (index >= 0) ? values()[index] : null;
	}

	/**
	 * Finds the scope of a role.
	 * @param role one of {@link #ROLES}
	 * @return the scope
	 * @throws IllegalArgumentException if there is no such role
	 */
	public static Scope ofRole(String role) {
		int index = ROLES.indexOf(role);
		if (index < 0) {
			throw new IllegalArgumentException("There is no role " + role);
		}
		return values()[index];
	}

}
