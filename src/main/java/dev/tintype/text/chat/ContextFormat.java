package dev.tintype.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The format in which a language model receives a conversation.
 */
enum ContextFormat {

	/** The roles of LangChain's messages. */
	LANGCHAIN("human"),

	/** The roles of OpenAI's chat API. */
	OPENAI("user");

	/** The values of {@code format}, the default first. */
	static final List<String> NAMES = List.of("langchain", "openai");

	private final String asker;

	ContextFormat(String asker) {
		this.asker = asker;
	}

	/**
	 * Returns the format of a name.
	 * @param name one of {@link #NAMES}
	 */
	static ContextFormat of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	/**
	 * Converts messages to turns of a conversation.
	 * @return two turns per message, the oldest first
	 */
	List<Turn> turns(List<Message> newestFirst) {
		List<Turn> turns = new ArrayList<>(2 * newestFirst.size());
		for (int i = newestFirst.size() - 1; i >= 0; i--) {
			turns.add(new Turn(this.asker, newestFirst.get(i).question()));
			turns.add(new Turn("assistant", newestFirst.get(i).answer()));
		}
		return turns;
	}

	/**
	 * One turn of a conversation.
	 *
	 * @param role of the speaker
	 * @param content what the speaker said
	 */
	record Turn(String role, String content) {
	}

}
