package dev.tintype.text.chat;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.search.fulltext.Snippets;
import org.jspecify.annotations.Nullable;

/**
 * A message that a search found.
 *
 * @param id as of {@link Message}
 * @param threadId as of {@link Message}
 * @param userId as of {@link Message}
 * @param question as of {@link Message}
 * @param answer as of {@link Message}
 * @param createdAt as of {@link Message}
 * @param rank the higher the better; comparable within one answer only
 * @param snippet the text around the words of the query, or null
 */
record FoundMessage(UUID id, String threadId, @Nullable Long userId, String question, String answer, Instant createdAt,
		double rank, @Nullable String snippet) {

	/**
	 * Makes an item of a search's answer.
	 * @return the item
	 */
	static FoundMessage of(Message message, double rank, Snippets snippets) {
		return new FoundMessage(message.id(), message.threadId(), message.userId(), message.question(),
				message.answer(), message.createdAt(), rank, snippets.of(message.question() + "\n" + message.answer()));
	}

}
