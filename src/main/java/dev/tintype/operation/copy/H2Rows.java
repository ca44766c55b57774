package dev.tintype.operation.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads and writes rows of H2 page by page, because its driver reads a whole result
 * before it returns a row. A page ends where its values would take too much memory.
 */
final class H2Rows extends RowStore {

	private static final int ROWS_A_PAGE = 2_000;

	/** Counts values that H2 stores in their row; the others are read as streams. */
	private static final long CHARACTERS_A_PAGE = 4L << 20;

	H2Rows(Connection connection) {
		super(connection);
	}

	@Override
	public void beginReading() throws SQLException {
		connection().setAutoCommit(false);
		// REPEATABLE READ of H2 takes the snapshot of each table at its first read.
		execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
	}

	@Override
	public void beginWriting() throws SQLException {
		connection().setAutoCommit(false);
	}

	@Override
	public long read(Table table, OutputStream out, Meter meter) throws SQLException, IOException {
		String select = "SELECT %s FROM %s WHERE _ROWID_ BETWEEN ? AND ? ORDER BY _ROWID_".formatted(table.columnList(),
				table.quoted());
		CopyOutput lines = new CopyOutput(out);
		long rows = 0;
		try (PreparedStatement sizes = connection().prepareStatement(sizes(table));
				PreparedStatement values = connection().prepareStatement(select)) {
			long from = Long.MIN_VALUE;
			for (List<Page> pages = pages(sizes, from); !pages.isEmpty(); pages = pages(sizes, from)) {
				for (Page page : pages) {
					rows += read(values, page, table, lines, meter);
				}
				long last = pages.get(pages.size() - 1).last();
				if (last == Long.MAX_VALUE) {
					break;
				}
				from = last + 1;
			}
		}
		lines.flush();
		return rows;
	}

	private static String sizes(Table table) {
		String inRow = table.columns()
			.stream()
			.filter((column) -> !table.large().contains(column.name()))
			.map((column) -> switch (column.type()) {
				case TEXT -> " + COALESCE(CHAR_LENGTH(%s), 0)".formatted(Table.quoted(column.name()));
				case BYTES, JSON -> " + COALESCE(OCTET_LENGTH(%s), 0)".formatted(Table.quoted(column.name()));
				case TEXT_ARRAY ->
					" + COALESCE(CHAR_LENGTH(CAST(%s AS VARCHAR)), 0)".formatted(Table.quoted(column.name()));
				default -> "";
			})
			.collect(Collectors.joining());
		return "SELECT _ROWID_, CAST(0 AS BIGINT)%s FROM %s WHERE _ROWID_ >= ? ORDER BY _ROWID_ LIMIT %d"
			.formatted(inRow, table.quoted(), ROWS_A_PAGE);
	}

	private static List<Page> pages(PreparedStatement sizes, long from) throws SQLException {
		List<Page> pages = new ArrayList<>();
		sizes.setLong(1, from);
		try (ResultSet rows = sizes.executeQuery()) {
			long first = 0;
			long last = 0;
			long characters = -1;
			while (rows.next()) {
				long row = rows.getLong(1);
				long size = rows.getLong(2);
				if (characters >= 0 && characters + size > CHARACTERS_A_PAGE) {
					pages.add(new Page(first, last));
					characters = -1;
				}
				if (characters < 0) {
					first = row;
					characters = 0;
				}
				last = row;
				characters += size;
			}
			if (characters >= 0) {
				pages.add(new Page(first, last));
			}
		}
		return pages;
	}

	private static long read(PreparedStatement values, Page page, Table table, CopyOutput lines, Meter meter)
			throws SQLException, IOException {
		values.setLong(1, page.first());
		values.setLong(2, page.last());
		long count = 0;
		try (ResultSet rows = values.executeQuery()) {
			while (rows.next()) {
				for (int i = 0; i < table.columns().size(); i++) {
					H2Values.write(rows, i + 1, table.columns().get(i).type(), lines);
				}
				lines.endRow();
				count++;
				meter.add(1);
			}
		}
		return count;
	}

	/**
	 * H2 locks only rows. A concurrent writer causes a key conflict or a wrong count of
	 * rows.
	 */
	@Override
	public void lock(List<Table> tables) {
	}

	@Override
	public void clear(List<Table> tables) throws SQLException {
		for (int i = tables.size() - 1; i >= 0; i--) {
			// TRUNCATE would commit.
			execute("DELETE FROM " + tables.get(i).quoted());
		}
	}

	@Override
	public long write(Table table, InputStream in, Meter meter) throws SQLException, IOException {
		String places = table.columns()
			.stream()
			.map((column) -> (column.type() == ColumnType.JSON) ? "? FORMAT JSON" : "?")
			.collect(Collectors.joining(", "));
		CopyInput lines = new CopyInput(in);
		long count = 0;
		try (PreparedStatement insert = connection()
			.prepareStatement("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)".formatted(table.quoted(),
					table.columnList(), places))) {
			while (lines.hasRow()) {
				int rows = 0;
				long bytes = 0;
				while (rows < ROWS_A_PAGE && bytes < CHARACTERS_A_PAGE && lines.hasRow()) {
					for (int i = 0; i < table.columns().size(); i++) {
						lines.next();
						H2Values.bind(insert, i + 1, table.columns().get(i).type(), lines);
						bytes += lines.size();
					}
					insert.addBatch();
					rows++;
				}
				insert.executeBatch();
				count += rows;
				meter.add(rows);
			}
		}
		return count;
	}

	/**
	 * Restarts identities after the greatest number, and makes the text index rebuild. It
	 * never lowers an identity, because a rollback in H2 does not restore the old one.
	 */
	@Override
	public void finish(List<Table> tables) throws SQLException {
		for (Table table : tables) {
			if (table.identity() != null) {
				String column = Table.quoted(table.identity());
				long greatest = number("SELECT COALESCE(MAX(%s), 0) FROM %s".formatted(column, table.quoted()));
				long next = number("""
						SELECT identity_base FROM information_schema.columns
						WHERE table_schema = CURRENT_SCHEMA AND table_name = '%s' AND column_name = '%s'
						""".formatted(table.name(), table.identity()));
				if (greatest >= next && greatest < Long.MAX_VALUE) {
					execute("ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d".formatted(table.quoted(), column,
							greatest + 1));
				}
			}
		}
		if (has("text_index")) {
			execute("DELETE FROM text_changes");
			execute("UPDATE text_index SET token = RANDOM_UUID()");
		}
	}

	private boolean has(String table) throws SQLException {
		try (ResultSet rows = connection().getMetaData().getTables(null, connection().getSchema(), table, null)) {
			return rows.next();
		}
	}

	/**
	 * Rows that fit into memory together.
	 *
	 * @param first the row number of the first row in H2
	 * @param last the row number of the last row
	 */
	private record Page(long first, long last) {
	}

}
