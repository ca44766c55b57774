package dev.tintype.search.fulltext;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.AnyCase;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The Lucene index of one table, in a separate folder. It belongs to the database whose
 * token it contains. An index without a token was never completed. All methods access the
 * disk.
 */
final class TextIndex implements Closeable {

	/** The field of the row's id. */
	static final String ID = "id";

	private static final String NAME = "name";

	private static final String BODY = "body";

	private static final String USER = "user";

	private static final String CREATED = "created";

	/** The key of the database's token in the user data of a commit. */
	static final String TOKEN = "token";

	/** The memory for writes that are not on disk yet. */
	private static final double BUFFER_MEGABYTES = 16;

	/** Sorts like PostgreSQL where possible: the best first, then the newest. */
	private static final Sort BEST_FIRST = new Sort(SortField.FIELD_SCORE,
			new SortField(CREATED, SortField.Type.LONG, true));

	private static final FieldType WORDS = words();

	private final Directory directory;

	private final @Nullable IndexWriter writer;

	private final SearcherManager searchers;

	/**
	 * Opens or creates an index.
	 * @param keep whether to keep an existing index
	 * @throws IOException when it cannot be read or written
	 */
	TextIndex(Path folder, boolean keep) throws IOException {
		this.directory = FSDirectory.open(folder);
		try {
			this.writer = new IndexWriter(this.directory,
					new IndexWriterConfig(EnglishText.ANALYZER).setRAMBufferSizeMB(BUFFER_MEGABYTES)
						.setOpenMode(
								keep ? IndexWriterConfig.OpenMode.CREATE_OR_APPEND : IndexWriterConfig.OpenMode.CREATE)
						.setCommitOnClose(false));
			this.searchers = new SearcherManager(this.writer, null);
		}
		catch (IOException | RuntimeException ex) {
			this.directory.close();
			throw ex;
		}
	}

	/**
	 * Opens the last commit of an index for searches only, which needs no space on the
	 * disk.
	 * @throws IOException when it cannot be read
	 */
	TextIndex(Path folder) throws IOException {
		this.directory = FSDirectory.open(folder);
		this.writer = null;
		try {
			this.searchers = new SearcherManager(this.directory, null);
		}
		catch (IOException | RuntimeException ex) {
			this.directory.close();
			throw ex;
		}
	}

	private IndexWriter writer() {
		return Objects.requireNonNull(this.writer, "The index was opened for searches only");
	}

	/**
	 * Whether the index is complete and belongs to a database.
	 */
	boolean isOf(UUID token) {
		Iterable<Map.Entry<String, String>> data = writer().getLiveCommitData();
		if (data != null) {
			for (Map.Entry<String, String> entry : data) {
				if (entry.getKey().equals(TOKEN)) {
					return entry.getValue().equals(token.toString());
				}
			}
		}
		return false;
	}

	/**
	 * Adds or replaces a row.
	 * @throws IOException when it cannot be written
	 */
	void put(TextEntry entry) throws IOException {
		Document document = new Document();
		document.add(new StringField(ID, entry.id().toString(), Field.Store.YES));
		document.add(new Field(BODY, searched(entry.body()), WORDS));
		document.add(new NumericDocValuesField(CREATED, ChronoUnit.MICROS.between(Instant.EPOCH, entry.createdAt())));
		if (entry.name() != null) {
			document.add(new StringField(NAME, AnyCase.fold(entry.name()), Field.Store.NO));
		}
		if (entry.userId() != null) {
			document.add(new LongField(USER, entry.userId(), Field.Store.NO));
		}
		writer().updateDocument(id(entry.id()), document);
	}

	/**
	 * Removes rows.
	 * @throws IOException when it cannot be written
	 */
	void remove(Collection<UUID> ids) throws IOException {
		writer().deleteDocuments(ids.stream().map(TextIndex::id).toArray(Term[]::new));
	}

	/**
	 * Removes all rows and the token.
	 * @throws IOException when it cannot be written
	 */
	void clear() throws IOException {
		writer().deleteAll();
		writer().setLiveCommitData(Map.<String, String>of().entrySet());
		writer().commit();
	}

	/**
	 * Writes all changes to the disk and makes them visible to searches.
	 * @throws IOException when it cannot be written
	 */
	void commit(UUID token) throws IOException {
		writer().setLiveCommitData(Map.of(TOKEN, token.toString()).entrySet());
		writer().commit();
		this.searchers.maybeRefreshBlocking();
	}

	/**
	 * Makes later commits visible to searches, including those of other processes.
	 * @throws IOException when it cannot be read
	 */
	void refresh() throws IOException {
		this.searchers.maybeRefreshBlocking();
	}

	/**
	 * The number of rows, including those that are not on disk yet.
	 */
	int size() {
		return writer().getDocStats().numDocs;
	}

	/**
	 * Whether the index can be written; false after the disk has failed.
	 */
	boolean isUsable() {
		return this.writer != null && this.writer.isOpen();
	}

	/**
	 * Searches the committed rows.
	 * @return the best first, then the newest
	 * @throws IOException when it cannot be read
	 */
	List<TextHit> search(TextSearch search) throws IOException {
		IndexSearcher searcher = this.searchers.acquire();
		try {
			TopDocs top = searcher.search(query(search), search.limit(), BEST_FIRST, true);
			StoredFields fields = searcher.storedFields();
			List<TextHit> hits = new ArrayList<>(top.scoreDocs.length);
			for (ScoreDoc found : top.scoreDocs) {
				hits.add(new TextHit(UUID.fromString(fields.document(found.doc).get(ID)), found.score));
			}
			return hits;
		}
		finally {
			this.searchers.release(searcher);
		}
	}

	@Override
	public void close() throws IOException {
		try (this.directory; this.writer; this.searchers) {
			if (this.writer != null) {
				// The database still has notes of the uncommitted rows.
				this.writer.rollback();
			}
		}
	}

	private static Query query(TextSearch search) {
		Query found = words(search.query());
		if (search.name()) {
			// A match in the name does not affect the rank.
			Query named = new BoostQuery(
					new ConstantScoreQuery(new WildcardQuery(containing(search.query()), Integer.MAX_VALUE)), 0);
			found = new BooleanQuery.Builder().add(found, Occur.SHOULD).add(named, Occur.SHOULD).build();
		}
		if (search.userId() == null) {
			return found;
		}
		return new BooleanQuery.Builder().add(found, Occur.MUST)
			.add(LongField.newExactQuery(USER, search.userId()), Occur.FILTER)
			.build();
	}

	private static Query words(String query) {
		BooleanQuery.Builder all = new BooleanQuery.Builder();
		List<String> words = EnglishText.words(query).stream().distinct().toList();
		words.forEach((word) -> all.add(new TermQuery(new Term(BODY, word)), Occur.MUST));
		return words.isEmpty() ? new MatchNoDocsQuery("no word") : all.build();
	}

	private static Term containing(String phrase) {
		String literal = AnyCase.fold(phrase).replaceAll("[\\\\*?]", "\\\\$0");
		return new Term(NAME, "*" + literal + "*");
	}

	private static Term id(UUID id) {
		return new Term(ID, new BytesRef(id.toString()));
	}

	private static String searched(String body) {
		return (body.length() <= TextEntry.SEARCHED_CHARACTERS) ? body
				: body.substring(0, TextEntry.SEARCHED_CHARACTERS);
	}

	private static FieldType words() {
		FieldType type = new FieldType();
		type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
		type.setTokenized(true);
		type.freeze();
		return type;
	}

}
