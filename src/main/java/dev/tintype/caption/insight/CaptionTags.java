package dev.tintype.caption.insight;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.caption.insight.TagCounter.TagCount;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Counts tags, and keeps each result for ten seconds.
 */
@Component
class CaptionTags {

	private static final Duration AGE = Duration.ofSeconds(10);

	private static final int MOST_RESULTS = 32;

	private final CurrentTexts texts;

	/** The results by request, the oldest first. */
	private final Map<List<?>, Mono<List<TagCount>>> results = new LinkedHashMap<>();

	CaptionTags(CurrentTexts texts) {
		this.texts = texts;
	}

	/**
	 * Counts the tags of captions.
	 * @return the most frequent first
	 */
	Mono<List<TagCount>> count(TagRequest request) {
		synchronized (this.results) {
			Mono<List<TagCount>> known = this.results.get(request.key());
			if (known != null) {
				return known;
			}
			if (this.results.size() >= MOST_RESULTS) {
				this.results.remove(this.results.keySet().iterator().next());
			}
			Mono<List<TagCount>> result = Mono.defer(() -> {
				TagCounter counter = new TagCounter(request);
				return this.texts.visit(request.filter(), (text) -> counter.add(text.string()))
					.then(Mono.fromSupplier(counter::most));
			}).cache((found) -> AGE, (ex) -> Duration.ZERO, () -> Duration.ZERO);
			this.results.put(request.key(), result);
			return result;
		}
	}

}
