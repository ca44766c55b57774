package dev.tintype.image.registry;

import java.util.UUID;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Knows which images other features need.
 */
@Component
public class HeldImages {

	private final String condition;

	HeldImages(ObjectProvider<ImageHolds> holds) {
		this.condition = holds.orderedStream()
			.map((hold) -> "(" + hold.condition("i.image_id") + ")")
			.reduce("FALSE", (some, more) -> some + " OR " + more);
	}

	/**
	 * The condition under which another feature needs an image.
	 * @return an SQL condition over {@code images i}, without parameters and brackets
	 */
	public String condition() {
		return this.condition;
	}

	/**
	 * Creates the problem of an image that another feature needs.
	 * @param id of the image
	 * @return a problem of type {@code CONFLICT}
	 */
	public static ProblemException needed(UUID id) {
		return new ProblemException(ProblemType.CONFLICT,
				"The image " + id + " belongs to an asset of the photo library. Delete or replace the asset instead.");
	}

}
