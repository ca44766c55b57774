package dev.tintype.search.filter;

import java.util.List;
import java.util.Set;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A field of a listing: its name, its type, and the SQL that reads it. The SQL is a
 * constant in the feature that declares the field.
 */
public final class FilterField {

	private final String name;

	private final FieldType type;

	private final Expression value;

	private Expression ordered;

	private Expression folded;

	private @Nullable Candidates candidates;

	private @Nullable Expression within;

	private @Nullable String leading;

	private boolean list;

	private boolean large;

	private boolean nullable;

	private List<String> values = List.of();

	private FilterField(String name, FieldType type, Expression value) {
		boolean text = type == FieldType.TEXT;
		this.name = name;
		this.type = type;
		this.value = value;
		this.ordered = text ? value.within("STRINGTOUTF8(%s)", "%s COLLATE \"C\"") : value;
		this.folded = text ? value.within("fold_case(%s)", "fold_case(%s) COLLATE \"C\"") : value;
	}

	/**
	 * Returns a field whose value has another SQL on H2. This comes before other
	 * settings.
	 * @return the field
	 */
	public FilterField onH2(String sql) {
		return new FilterField(this.name, this.type, new Expression(sql, this.value.postgresql()));
	}

	/**
	 * A text.
	 * @param name of the field
	 * @param sql of the text, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField text(String name, String sql) {
		return new FilterField(name, FieldType.TEXT, new Expression(sql, sql));
	}

	/**
	 * A text of any length, which H2 stores as a large object.
	 * @param name of the field
	 * @param sql of the text, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField largeText(String name, String sql) {
		FilterField field = text(name, sql);
		field.large = true;
		return field;
	}

	/**
	 * A whole number.
	 * @param name of the field
	 * @param sql of the number, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField integer(String name, String sql) {
		return new FilterField(name, FieldType.INTEGER, new Expression(sql, sql));
	}

	/**
	 * A number with a fraction.
	 * @param name of the field
	 * @param sql of type {@code DOUBLE PRECISION}, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField decimal(String name, String sql) {
		return new FilterField(name, FieldType.DECIMAL, new Expression(sql, sql));
	}

	/**
	 * A time.
	 * @param name of the field
	 * @param sql of the time, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField moment(String name, String sql) {
		return new FilterField(name, FieldType.MOMENT, new Expression(sql, sql));
	}

	/**
	 * A time without a zone, which is compared as if it were UTC.
	 * @param name of the field
	 * @param sql of type {@code TIMESTAMP}, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField wallTime(String name, String sql) {
		return new FilterField(name, FieldType.WALL_TIME, new Expression(sql, sql));
	}

	/**
	 * True or false. It has a condition for each, so that an index can serve both.
	 * @param name of the field
	 * @param yes a condition that is never unknown
	 * @param no the opposite condition
	 * @return a field that always has a value
	 */
	public static FilterField flag(String name, String yes, String no) {
		FilterField field = new FilterField(name, FieldType.FLAG, new Expression(yes, yes));
		field.folded = new Expression(no, no);
		return field;
	}

	/**
	 * A UUID.
	 * @param name of the field
	 * @param sql of the id, for both databases
	 * @return a field that always has a value
	 */
	public static FilterField id(String name, String sql) {
		return new FilterField(name, FieldType.ID, new Expression(sql, sql));
	}

	/**
	 * Sets the column that sorts by code point.
	 * @param h2 the UTF-8 bytes of the text
	 * @param postgresql the text in the collation {@code C}
	 * @return this
	 */
	public FilterField ordered(String h2, String postgresql) {
		this.ordered = new Expression(h2, postgresql);
		return this;
	}

	/**
	 * Sets the column of the folded text.
	 * @param sql for both databases
	 * @return this
	 */
	public FilterField folded(String sql) {
		this.folded = new Expression(sql, sql);
		this.candidates = new Candidates(sql, false);
		return this;
	}

	/**
	 * Sets the column of a text that is normalised more than folded. It finds candidates
	 * by a run of ASCII characters, which normalisation only folds.
	 * @param sql for both databases
	 * @return this
	 */
	public FilterField normalized(String sql) {
		this.candidates = new Candidates(sql, true);
		return this;
	}

	/**
	 * Declares that a row may have no value.
	 * @return this
	 */
	public FilterField nullable() {
		this.nullable = true;
		return this;
	}

	/**
	 * Declares that an index begins with a column that equality fixes to one value. The
	 * other columns of the index are the sort keys of the listing.
	 * @param column the column of a text, or the one that is the same in all rows in
	 * which a flag is false
	 * @return this
	 */
	public FilterField leading(String column) {
		this.leading = column;
		return this;
	}

	/**
	 * Declares that the value is in a row of another table.
	 * @param exists {@code EXISTS (SELECT … AND %s)}, never unknown, where {@code %s}
	 * stands for a condition on the value
	 * @return this
	 */
	public FilterField within(String exists) {
		return within(exists, exists);
	}

	private FilterField within(String h2, String postgresql) {
		this.within = new Expression(h2, postgresql);
		return this;
	}

	/**
	 * Declares that there are any number of values, in rows of another table.
	 * @param exists as for {@link #within}
	 * @return this
	 */
	public FilterField listWithin(String exists) {
		return listWithin(exists, exists);
	}

	/**
	 * Declares that there are any number of values, which each database finds in its own
	 * way.
	 * @param h2 as for {@link #within}, for H2
	 * @param postgresql as for {@link #within}, for PostgreSQL
	 * @return this
	 */
	public FilterField listWithin(String h2, String postgresql) {
		this.list = true;
		return within(h2, postgresql);
	}

	/**
	 * Sets the only values that the field can have.
	 * @param all the values
	 * @return this
	 */
	public FilterField of(String... all) {
		this.values = List.of(all);
		return this;
	}

	String name() {
		return this.name;
	}

	FieldType type() {
		return this.type;
	}

	boolean isList() {
		return this.list;
	}

	boolean isLarge() {
		return this.large;
	}

	boolean isNullable() {
		return this.nullable;
	}

	List<String> values() {
		return this.values;
	}

	Set<Operator> operators() {
		return this.list ? FieldType.OF_LISTS : this.type.operators();
	}

	String value(Dialect dialect) {
		return this.value.of(dialect);
	}

	String ordered(Dialect dialect) {
		return this.ordered.of(dialect);
	}

	// The SQL of the folded text, or for a flag the condition for false.
	String folded(Dialect dialect) {
		return this.folded.of(dialect);
	}

	// Converts a condition on the value into a condition on the row of the listing.
	String place(Dialect dialect, String condition) {
		return (this.within != null) ? this.within.of(dialect).replace("%s", condition) : condition;
	}

	@Nullable Candidates candidates() {
		return this.candidates;
	}

	@Nullable String leading() {
		return this.leading;
	}

	boolean isElsewhere() {
		return this.within != null;
	}

}
