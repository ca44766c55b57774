package dev.tintype.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a language model is given a conversation.
 */
enum ContextFormat {

	/** The roles of LangChain's messages. */
	LANGCHAIN("human"),

	/** The roles of OpenAI's chat API. */
	OPENAI("user");

	/** What {@code format} may be, the default first. */
	static final List<String> NAMES = List.of("langchain", "openai");

	private final String asker;

	ContextFormat(String asker) {
		this.asker = asker;
	}

	/**
	 * Reads a name.
	 * @param name one of {@link #NAMES}
	 * @return its format
	 */
	static ContextFormat of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	/**
	 * Writes messages as turns of a conversation.
	 * @return two turns for each, the oldest first
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
	 * What one side said.
	 *
	 * @param role of the side
	 * @param content what it said
	 */
	record Turn(String role, String content) {
	}

}
