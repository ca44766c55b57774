package dev.tintype.library.pictallion;

/**
 * The reason why a row is not imported.
 */
final class RowFault extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the fault.
	 * @param message a short sentence for people, without the id of the row
	 */
	RowFault(String message) {
		super(message, null, false, false);
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
