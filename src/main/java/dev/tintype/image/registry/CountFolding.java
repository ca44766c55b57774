package dev.tintype.image.registry;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Folds the rows of the image count into one, once a minute.
 */
@Component
@ServiceOnly
class CountFolding extends Recurring {

	CountFolding(ImageRepository images) {
		super("Folding the count of images", Duration.ofMinutes(1), images::foldCount);
	}

}
