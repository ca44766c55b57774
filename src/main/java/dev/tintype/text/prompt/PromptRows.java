package dev.tintype.text.prompt;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

/**
 * Lists the prompts that a filter selects. A page first finds the ids and then reads only
 * its own rows. On H2 it finds them in an index with the columns that filters compare.
 */
final class PromptRows implements Rows<Prompt> {

	private static final String TABLE = "prompts p";

	private static final String ID = "p.id";

	private static final Plan IN_ORDER = Plan.rangesFirst(TABLE, ID, "");

	/** Without the hint H2 uses the index of models and reads each row. */
	private static final String BY_USES_H2 = "USE INDEX (idx_prompts_total_uses) ";

	private static final Plan IN_ORDER_OF_USES_H2 = Plan.rangesFirst(TABLE, ID, BY_USES_H2);

	private static final Plan SCAN_H2 = Plan.scanFirst(TABLE, ID, BY_USES_H2);

	private final Listing<Prompt> listing;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final PromptFilter filter;

	PromptRows(Statements statements, Dialect dialect, RegexLimit regexes, PromptFilter filter) {
		this.listing = new Listing<>(statements, "Prompts", TABLE, Prompt.COLUMNS, Prompt::of);
		this.dialect = dialect;
		this.regexes = regexes;
		this.filter = filter;
	}

	@Override
	public Mono<List<Prompt>> page(Slice<Prompt> slice) {
		Plan plan = this.dialect.choose(planOfH2(slice.order()), IN_ORDER);
		return this.regexes.run(this.filter.isMatching(),
				() -> this.listing.page(plan, this.filter.where(this.dialect), slice));
	}

	@Override
	public Mono<List<Prompt>> streamed(Slice<Prompt> slice) {
		Plan plan = this.dialect.choose(planOfH2(slice.order()), IN_ORDER);
		return this.regexes.run(this.filter.regex() != null,
				() -> this.listing.page(plan, this.filter.where(this.dialect, this.regexes.usual()), slice));
	}

	// The index with the columns of the filter is ordered by uses. For the order RECENT,
	// H2 finds the matches in that index first and then sorts them.
	private Plan planOfH2(Order<Prompt> order) {
		if (order.equals(PromptOrders.POPULAR)) {
			return IN_ORDER_OF_USES_H2;
		}
		return (order.equals(PromptOrders.RECENT) && !this.filter.isOfAllButRegex()) ? SCAN_H2 : IN_ORDER;
	}

	@Override
	public Mono<Long> count() {
		String hint = this.filter.isOfAllButRegex() ? "" : this.dialect.choose(BY_USES_H2, "");
		return this.regexes.run(this.filter.isMatching(),
				() -> this.listing.count(hint, this.filter.where(this.dialect)));
	}

}
