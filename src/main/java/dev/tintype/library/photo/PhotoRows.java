package dev.tintype.library.photo;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

/**
 * The photos that a listing selects.
 */
final class PhotoRows implements Rows<Photo> {

	private final Listing<Photo> listing;

	private final Plan plan;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final PhotoSelection selection;

	private final boolean withMetadata;

	PhotoRows(Statements statements, Dialect dialect, RegexLimit regexes, PhotoSelection selection,
			boolean withMetadata) {
		this.listing = new Listing<>(statements, "Photos", PhotoColumns.TABLE,
				withMetadata ? PhotoColumns.ALL : PhotoColumns.BRIEF, PhotoColumns::photo);
		this.plan = Plan.idsFirst(PhotoColumns.TABLE, "v.id", PhotoColumns.JOINS, selection.hint(dialect));
		this.dialect = dialect;
		this.regexes = regexes;
		this.selection = selection;
		this.withMetadata = withMetadata;
	}

	@Override
	public Mono<List<Photo>> page(Slice<Photo> slice) {
		Slice<Photo> within = this.selection.isOfOneListing() ? slice.within("v.listing") : slice;
		Mono<List<Photo>> page = this.regexes.run(this.selection.isMatching(),
				() -> this.listing.page(this.plan, this.selection.where(this.dialect), within));
		return this.withMetadata ? page : page.map((photos) -> photos.stream().map(Photo::brief).toList());
	}

	@Override
	public Mono<Long> count() {
		return this.regexes.run(this.selection.isMatching(),
				() -> this.listing.count(this.selection.hint(this.dialect) + " ", this.selection.where(this.dialect)));
	}

}
