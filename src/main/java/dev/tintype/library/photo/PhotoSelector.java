package dev.tintype.library.photo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Converts what a client selects into a filter. It reads the hash of a photo and the
 * rules of smart collections.
 */
@Component
public class PhotoSelector {

	private static final String FIND_HASH = "/* findPerceptualHash */ SELECT v.phash FROM file_versions v WHERE v.id = :id";

	private final Statements statements;

	private final ObjectProvider<CollectionTrees> smart;

	PhotoSelector(Statements statements, ObjectProvider<CollectionTrees> smart) {
		this.statements = statements;
		this.smart = smart;
	}

	/**
	 * Selects the photos of a listing.
	 * @return the selection; a problem of type {@code NOT_FOUND} if the photo is unknown
	 * that the others must be similar to
	 */
	public Mono<PhotoSelection> select(PhotoParameters parameters) {
		PhotoFilter filter = parameters.filter();
		List<Filter> parts = new ArrayList<>();
		parts.add(PhotoConditions.state(filter.state(), parameters.allVersions()));
		if (parameters.unprocessed()) {
			parts.add(PhotoConditions.UNPROCESSED);
		}
		if (parameters.imageId() != null) {
			UUID image = Ids.parse(parameters.imageId());
			parts.add((image != null) ? PhotoConditions.ofImage(image) : Filter.NONE);
		}
		if (parameters.taken() != null) {
			parts.add(PhotoConditions.takenFrom(parameters.taken().start()));
			parts.add(PhotoConditions.takenBefore(parameters.taken().end()));
		}
		if (parameters.onDay() != null) {
			parts.add(PhotoConditions.onDay(parameters.onDay()));
		}
		return select(parts, filter, parameters.text(), parameters.allVersions());
	}

	/**
	 * Selects the best photos of a search.
	 * @param text in the filter language; null for all
	 * @return the selection; a problem of type {@code NOT_FOUND} if the photo is unknown
	 * that the others must be similar to
	 */
	public Mono<PhotoSelection> select(PhotoFilter filter, @Nullable RowFilter text) {
		return select(List.of(PhotoConditions.state(filter.state(), false)), filter, text, false);
	}

	private Mono<PhotoSelection> select(List<Filter> first, PhotoFilter filter, @Nullable RowFilter text,
			boolean allVersions) {
		List<Filter> parts = new ArrayList<>(first);
		parts.addAll(PhotoFilterTree.of(filter));
		boolean isOfOneListing = !allVersions && !"all".equals(filter.state());
		return Mono.zip(inCollections(filter), near(filter.similar()), inLanguage(text)).map((found) -> {
			Optional<NearHash> near = found.getT2();
			parts.add(found.getT3());
			found.getT1().ifPresent(parts::add);
			if (filter.similar() != null) {
				parts.add(near.<Filter>map(PhotoConditions::similar).orElse(Filter.NONE));
			}
			return new PhotoSelection(new Filter.And(List.copyOf(parts)), isOfOneListing, near.orElse(null),
					filter.near() != null && filter.near().isSmall());
		});
	}

	// Empty if the photos need not be similar to anything, or the photo has no hash.
	private Mono<Optional<NearHash>> near(@Nullable SimilarTo similar) {
		if (similar == null) {
			return Mono.just(Optional.empty());
		}
		if (similar.hash() != null) {
			return Mono.just(Optional.of(NearHash.of(similar.hash(), similar.threshold())));
		}
		String photo = Objects.requireNonNull(similar.photoId());
		UUID id = Ids.parse(photo);
		Mono<Optional<Long>> hash = (id != null) ? this.statements.sql(FIND_HASH)
			.bind("id", id)
			.one((row) -> Optional.ofNullable(row.get(0, Long.class))) : Mono.empty();
		return hash.switchIfEmpty(Requests.missing(photo))
			.map((found) -> found.map((bits) -> NearHash.of(bits, similar.threshold())));
	}

	private Mono<Optional<Filter>> inCollections(PhotoFilter filter) {
		if (filter.collections().isEmpty()) {
			return Mono.just(Optional.empty());
		}
		List<UUID> ids = filter.collections()
			.stream()
			.map(Ids::parse)
			.filter(Objects::nonNull)
			.distinct()
			.map(UUID.class::cast)
			.toList();
		if (ids.isEmpty()) {
			return Mono.just(Optional.of(Filter.NONE));
		}
		return trees(ids).map((trees) -> {
			List<Filter> any = new ArrayList<>();
			any.add(PhotoConditions.inAny(ids));
			trees.values().forEach((tree) -> any.add(PhotoConditions.LISTED.and(tree)));
			return Optional.of(new Filter.Or(any));
		});
	}

	private Mono<Filter> inLanguage(@Nullable RowFilter text) {
		Filter filter = (text != null) ? text.tree() : Filter.EVERY;
		CollectionTrees trees = this.smart.getIfAvailable();
		return (trees != null && filter.has("collections")) ? trees.extended(filter) : Mono.just(filter);
	}

	private Mono<Map<UUID, Filter>> trees(Collection<UUID> ids) {
		CollectionTrees trees = this.smart.getIfAvailable();
		return (trees != null) ? trees.trees(ids) : Mono.just(Map.of());
	}

}
