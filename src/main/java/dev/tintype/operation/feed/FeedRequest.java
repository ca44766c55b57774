package dev.tintype.operation.feed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.tintype.data.change.ChangePosition;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.change.ChangesLostException;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What a client wants to follow.
 *
 * @param after the position to continue from; null for the present end
 * @param topics words; empty for all
 */
record FeedRequest(@Nullable ChangePosition after, Set<String> topics) {

	static final String LAST_EVENT_ID = "Last-Event-ID";

	private static final String AFTER = "after";

	private static final String TOPICS = "topics";

	private static final int LONGEST = 200;

	/**
	 * Reads the parameters of a request.
	 * @param request with {@code after} and {@code topics}
	 * @return the request; a problem of type {@code INVALID_REQUEST} if one of them is
	 * not valid
	 */
	static FeedRequest of(ServerRequest request) {
		return of(QueryParameters.of(request), AFTER, QueryParameters.of(request).text(AFTER, LONGEST));
	}

	/**
	 * Reads the parameters of a request for a stream, which a browser repeats after a
	 * disconnection with the id of the last event.
	 * @return the request; a problem of type {@code INVALID_REQUEST}
	 */
	static FeedRequest ofStream(ServerRequest request) {
		String last = request.headers().firstHeader(LAST_EVENT_ID);
		return (last != null && !last.isEmpty()) ? of(QueryParameters.of(request), LAST_EVENT_ID, last) : of(request);
	}

	private static FeedRequest of(QueryParameters parameters, String name, @Nullable String after) {
		ChangePosition position = (after != null) ? ChangePosition.parse(after) : null;
		if (after != null && position == null) {
			throw ProblemException.invalid(name, "must be a position that the service has returned");
		}
		return new FeedRequest(position, topics(parameters.text(TOPICS, LONGEST)));
	}

	private static Set<String> topics(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return Set.of();
		}
		Set<String> topics = new LinkedHashSet<>(List.of(text.split(",", -1)));
		for (String topic : topics) {
			if (!ChangeTopic.WORDS.contains(topic)) {
				throw ProblemException.invalid(TOPICS,
						"must be a list of these words, with commas: " + String.join(", ", ChangeTopic.WORDS));
			}
		}
		return topics;
	}

	/**
	 * Describes changes that are no longer kept.
	 * @return a problem of type {@code CHANGES_LOST} with the oldest position
	 */
	static Throwable problem(ChangesLostException lost) {
		return new ProblemException(ProblemType.CHANGES_LOST,
				"The changes after this position are no longer kept, or the database was restored. Read the listing again.")
			.with("oldest", lost.oldest().toString());
	}

}
