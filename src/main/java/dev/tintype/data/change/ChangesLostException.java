package dev.tintype.data.change;

/**
 * A reader asked for changes that are no longer kept, or that this database never had.
 */
public class ChangesLostException extends RuntimeException {

	private final transient ChangePosition oldest;

	ChangesLostException(ChangePosition oldest) {
		super("The changes after this position are not kept", null, false, false);
		this.oldest = oldest;
	}

	/**
	 * Returns the oldest position that a reader may ask for.
	 * @return the position
	 */
	public ChangePosition oldest() {
		return this.oldest;
	}

}
