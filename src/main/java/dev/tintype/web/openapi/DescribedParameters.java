package dev.tintype.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import dev.tintype.support.ClosestName;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The query parameters of each operation, from the description of the API. Others are
 * refused, because a misspelt filter must not select everything.
 */
@Component
public class DescribedParameters {

	private static final int LONGEST_NAME = 100;

	private static final int MOST_FAULTS = 20;

	private final DescriptionReader reader;

	/** Null until the description is read. */
	private volatile @Nullable ParameterNames names;

	DescribedParameters(DescriptionReader reader) {
		this.reader = reader;
	}

	/**
	 * Tells whether a request can be checked at once.
	 * @param request which may have no parameters
	 * @return false if {@link #read} must come first
	 */
	public boolean areKnown(ServerRequest request) {
		return this.names != null || request.uri().getRawQuery() == null;
	}

	/**
	 * Waits for the description, which the service reads once it is ready.
	 * @return completes when requests can be checked
	 */
	public Mono<Void> read() {
		return this.reader.description().doOnNext((description) -> this.names = description.parameters()).then();
	}

	/**
	 * Finds parameters of a request that its operation does not have.
	 * @param pattern the pattern of the route that the request matched
	 * @param request whose parameters {@linkplain #areKnown are known}
	 * @return a problem that names each of them, or null if there are none or the route
	 * is not part of the API
	 */
	public @Nullable ProblemException fault(String pattern, ServerRequest request) {
		if (request.uri().getRawQuery() == null) {
			return null;
		}
		ParameterNames read = Objects.requireNonNull(this.names);
		TreeSet<String> known = read.of(pattern, request.method().name());
		MultiValueMap<String, String> sent = request.queryParams();
		return (known == null || (known.containsAll(sent.keySet()) && isEachOnce(sent, read))) ? null
				: problem(sent, known, read);
	}

	private static boolean isEachOnce(MultiValueMap<String, String> sent, ParameterNames read) {
		return sent.entrySet()
			.stream()
			.allMatch((each) -> each.getValue().size() == 1 || read.isRepeated(each.getKey()));
	}

	private static ProblemException problem(MultiValueMap<String, String> sent, TreeSet<String> known,
			ParameterNames read) {
		List<ProblemException.Fault> faults = new ArrayList<>();
		for (String name : sent.keySet()) {
			String shown = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) + "…" : name;
			if (faults.size() < MOST_FAULTS && !known.contains(name)) {
				faults.add(new ProblemException.Fault(shown, "Unknown parameter '" + shown + "'." + hint(name, known)));
			}
			// Only one value would count, so a second filter would be lost.
			else if (faults.size() < MOST_FAULTS && sent.getOrDefault(name, List.of()).size() > 1
					&& !read.isRepeated(name)) {
				faults.add(new ProblemException.Fault(shown, "The parameter '" + shown + "' must be given once."));
			}
		}
		return new ProblemException(ProblemType.INVALID_REQUEST, faults.get(0).detail()).with("errors", faults);
	}

	private static String hint(String name, TreeSet<String> known) {
		String question = ClosestName.question(name, known);
		if (!question.isEmpty()) {
			return question;
		}
		return known.isEmpty() ? " The operation takes no parameters."
				: " The parameters are " + String.join(", ", known) + ".";
	}

}
