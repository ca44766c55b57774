package dev.tintype.caption.save;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Updates the searched copy of the captions once a second.
 */
@Component
@ServiceOnly
class CaptionIndexing extends Recurring {

	CaptionIndexing(SearchedCaptions captions) {
		super("Indexing captions", Duration.ofSeconds(1), captions::follow);
	}

}
