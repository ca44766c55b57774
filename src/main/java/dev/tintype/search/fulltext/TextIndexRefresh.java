package dev.tintype.search.fulltext;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Indexes changed rows once a second, so that a search after many writes waits only
 * briefly.
 */
@Component
@ServiceOnly
class TextIndexRefresh extends Recurring {

	TextIndexRefresh(TextIndexes indexes) {
		super("Indexing of texts", Duration.ofSeconds(1), indexes::catchUp);
	}

}
