package dev.tintype.caption.insight;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.tintype.caption.operation.CaptionFields;
import dev.tintype.data.sql.LongWork;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for what models wrote.
 */
@Component
class InsightHandler {

	private static final int MOST_MODELS = 4;

	private static final int MOST_DUPLICATES = 1_000;

	private static final int DUPLICATES = 100;

	private final ModelCaptions history;

	private final CurrentTexts texts;

	private final CaptionTags tags;

	private final Duplicates duplicates;

	private final Comparison comparison;

	private final Listings listings;

	InsightHandler(ModelCaptions history, CurrentTexts texts, CaptionTags tags, Duplicates duplicates,
			Comparison comparison, Listings listings) {
		this.history = history;
		this.texts = texts;
		this.tags = tags;
		this.duplicates = duplicates;
		this.comparison = comparison;
		this.listings = listings;
	}

	Mono<ServerResponse> models(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return items(this.history.models());
	}

	Mono<ServerResponse> compare(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		List<String> models = parameters.texts("models", MOST_MODELS * (Texts.NAME_LENGTH + 1))
			.stream()
			.flatMap((text) -> Stream.of(text.split(",")))
			.map(String::strip)
			.filter((model) -> !model.isEmpty())
			.toList();
		if (models.size() < 2 || models.size() > MOST_MODELS || models.stream().distinct().count() < models.size()) {
			throw ProblemException.invalid("models", "must be two to four different models, separated by commas");
		}
		boolean differs = Boolean.TRUE.equals(parameters.flag("differs"));
		RowFilter filter = RowFilter.of(parameters, CaptionFields.ALL);
		return this.listings.answer(request, Comparison.ORDERS,
				Mono.just(this.comparison.rows(models, differs, filter)));
	}

	Mono<ServerResponse> stats(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		RowFilter filter = RowFilter.of(QueryParameters.of(request), ImageFields.ALL);
		return LongWork.of(Mono.defer(() -> {
			CaptionStats stats = new CaptionStats();
			return this.texts.visit(filter, stats::add).then(this.texts.images(filter)).map(stats::answer);
		})).flatMap(Answers::json);
	}

	Mono<ServerResponse> tags(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return items(this.tags.count(TagRequest.of(QueryParameters.of(request))));
	}

	Mono<ServerResponse> duplicates(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		RowFilter filter = RowFilter.of(parameters, ImageFields.ALL);
		int min = parameters.number("min", 2, Integer.MAX_VALUE, 2);
		return items(this.duplicates.find(filter, min, parameters.number("limit", 1, MOST_DUPLICATES, DUPLICATES)));
	}

	private static Mono<ServerResponse> items(Mono<? extends List<?>> items) {
		return LongWork.of(items.flatMap((found) -> Answers.json(Map.of("items", found))));
	}

}
