package dev.tintype.operation.pictallion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was imported from each table, and what was skipped for which reasons.
 */
public final class ImportReport {

	/** How many rows are named for each reason. */
	private static final int EXAMPLES = 10;

	private final Map<String, Counts> tables = new LinkedHashMap<>();

	/**
	 * Creates an empty report.
	 * @param tables in the order of the report
	 */
	public ImportReport(List<String> tables) {
		tables.forEach((table) -> this.tables.put(table, new Counts()));
	}

	/**
	 * Counts imported rows.
	 */
	public synchronized void imported(String table, long rows) {
		counts(table).imported += rows;
	}

	/**
	 * Counts a row that was not imported.
	 * @param row its id as text
	 * @param reason a short sentence without the id
	 */
	public synchronized void skipped(String table, String row, String reason) {
		Skipped skipped = counts(table).reasons.computeIfAbsent(reason, (key) -> new Skipped());
		skipped.rows++;
		if (skipped.examples.size() < EXAMPLES) {
			skipped.examples.add(row);
		}
	}

	private Counts counts(String table) {
		return this.tables.computeIfAbsent(table, (key) -> new Counts());
	}

	/**
	 * Returns the result of each table.
	 * @return in order; the reasons of a table with most rows first
	 */
	public synchronized List<TableReport> tables() {
		List<TableReport> reports = new ArrayList<>();
		this.tables.forEach((table, counts) -> {
			List<Reason> reasons = new ArrayList<>();
			counts.reasons.forEach(
					(reason, skipped) -> reasons.add(new Reason(reason, skipped.rows, List.copyOf(skipped.examples))));
			reasons.sort(Comparator.comparingLong(Reason::rows).reversed().thenComparing(Reason::reason));
			reports.add(new TableReport(table, counts.imported, reasons.stream().mapToLong(Reason::rows).sum(),
					List.copyOf(reasons)));
		});
		return reports;
	}

	/**
	 * The result of a table.
	 *
	 * @param imported the number of rows
	 * @param skipped the number of rows
	 */
	public record TableReport(String table, long imported, long skipped, List<Reason> reasons) {
	}

	/**
	 * Why rows were skipped.
	 *
	 * @param rows how many
	 * @param examples the ids of the first ten
	 */
	public record Reason(String reason, long rows, List<String> examples) {
	}

	private static final class Counts {

		private long imported;

		private final Map<String, Skipped> reasons = new LinkedHashMap<>();

	}

	private static final class Skipped {

		private long rows;

		private final List<String> examples = new ArrayList<>();

	}

}
