package dev.tintype.caption.save;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Lets the captions that are searched follow those that are saved, once a second.
 */
@Component
@ServiceOnly
class CaptionIndexing extends Recurring {

	CaptionIndexing(SearchedCaptions captions) {
		super("Indexing captions", Duration.ofSeconds(1), captions::follow);
	}

}
