package dev.tintype.image.registry;

import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;

/**
 * The images that a request to the listing selects, and their order, for statements that
 * read something else about the same list.
 */
public final class ImageSelection {

	private final ImageFilter filter;

	private final Order<Image> order;

	private final String seed;

	private ImageSelection(ImageFilter filter, Order<Image> order, String seed) {
		this.filter = filter;
		this.order = order;
		this.seed = seed;
	}

	/**
	 * Reads the parameters that say which images the listing has, and in which order.
	 * @return the selection of the same images as the listing's
	 * @throws dev.tintype.web.http.ProblemException of type {@code INVALID_REQUEST} that
	 * names the parameter
	 */
	public static ImageSelection of(QueryParameters parameters, Dialect dialect) {
		ImageFilter filter = ImageFilter.of(parameters);
		String seed = ImageOrders.seed(parameters);
		Order<Image> chosen = ImageOrders.of(dialect, seed).chosen(parameters);
		return new ImageSelection(filter, filter.within(Slice.first(chosen, 1)).order(), seed);
	}

	/**
	 * The order of the listing.
	 * @return over {@code images i}
	 */
	public Order<Image> order() {
		return this.order;
	}

	/**
	 * The values of the parameters that the order has.
	 * @return by parameter name
	 */
	public Map<String, Object> orderValues() {
		return ImageOrders.isRandom(this.order) ? Map.of(ImageOrders.SEED, this.seed) : Map.of();
	}

	/**
	 * The conditions of the listing, for a statement that reads all images of the list. A
	 * scan takes as long for many matches as for few.
	 * @return over {@code images i}. On H2 the time limit of regular expressions begins
	 * with this call
	 */
	public Where where(Dialect dialect) {
		return this.filter.byScan(dialect, Regex.LIMIT);
	}

	/**
	 * Whether the conditions have a regular expression, so that a statement needs a time
	 * limit.
	 * @return true for at least one
	 */
	public boolean isMatching() {
		return this.filter.isMatching();
	}

	/**
	 * Leaves out the conditions on a field, and the parameter of the same name.
	 * @param field of {@link ImageFields}
	 * @return the same selection if it has no such conditions
	 */
	public ImageSelection without(String field) {
		ImageFilter rest = this.filter.without(field);
		return rest.equals(this.filter) ? this : new ImageSelection(rest, this.order, this.seed);
	}

}
