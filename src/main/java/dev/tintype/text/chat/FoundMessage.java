package dev.tintype.text.chat;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.search.fulltext.Snippets;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Message} that a search found.
 *
 * @param rank higher is better; comparable only within one response
 * @param snippet the text around the words of the query, or null
 */
record FoundMessage(UUID id, String threadId, @Nullable Long userId, String question, String answer, Instant createdAt,
		double rank, @Nullable String snippet) {

	/**
	 * Creates an item of the response to a search.
	 */
	static FoundMessage of(Message message, double rank, Snippets snippets) {
		return new FoundMessage(message.id(), message.threadId(), message.userId(), message.question(),
				message.answer(), message.createdAt(), rank, snippets.of(message.question() + "\n" + message.answer()));
	}

}
