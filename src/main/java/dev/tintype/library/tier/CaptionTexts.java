package dev.tintype.library.tier;

import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads current captions.
 */
@Repository
class CaptionTexts {

	private static final String FIND = """
			/* findCaptionText */
			SELECT caption_id, caption FROM images WHERE image_id = :id AND caption_id IS NOT NULL AND caption IS NOT NULL
			""";

	private final Statements statements;

	CaptionTexts(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Finds the current caption of an image.
	 * @return empty if there is none
	 */
	Mono<CaptionText> find(@Nullable UUID imageId) {
		return (imageId != null)
				? this.statements.sql(FIND)
					.bind("id", imageId)
					.one((row) -> new CaptionText(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class)))
				: Mono.empty();
	}

}
