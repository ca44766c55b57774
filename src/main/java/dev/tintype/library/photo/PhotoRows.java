package dev.tintype.library.photo;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

/**
 * The photos that a listing selects.
 */
final class PhotoRows implements Rows<Photo> {

	private static final Plan IN_ORDER = Plan.idsFirst(PhotoColumns.TABLE, "v.id", PhotoColumns.JOINS);

	private final Listing<Photo> listing;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final PhotoParameters parameters;

	PhotoRows(Statements statements, Dialect dialect, RegexLimit regexes, PhotoParameters parameters) {
		this.listing = new Listing<>(statements, "Photos", PhotoColumns.TABLE,
				parameters.withMetadata() ? PhotoColumns.ALL : PhotoColumns.BRIEF, PhotoColumns::photo);
		this.dialect = dialect;
		this.regexes = regexes;
		this.parameters = parameters;
	}

	@Override
	public Mono<List<Photo>> page(Slice<Photo> slice) {
		Slice<Photo> within = isOfOneListing() ? slice.within("v.listing") : slice;
		Mono<List<Photo>> page = this.regexes.run(isMatching(), () -> this.listing.page(IN_ORDER, where(), within));
		return this.parameters.withMetadata() ? page : page.map((photos) -> photos.stream().map(Photo::brief).toList());
	}

	@Override
	public Mono<Long> count() {
		return this.regexes.run(isMatching(), () -> this.listing.count(where()));
	}

	private Where where() {
		return PhotoConditions.of(this.parameters, this.dialect);
	}

	private boolean isMatching() {
		return this.parameters.text() != null && this.parameters.text().isMatching();
	}

	private boolean isOfOneListing() {
		return !this.parameters.allVersions() && !"all".equals(this.parameters.filter().state());
	}

}
