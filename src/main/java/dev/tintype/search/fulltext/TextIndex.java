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
 * The index of one table, in a folder of its own. It belongs to the database whose token
 * it bears; one that bears none was never made to its end. All methods touch the disk.
 */
final class TextIndex implements Closeable {

	/** The field of the row's id. */
	static final String ID = "id";

	private static final String NAME = "name";

	private static final String BODY = "body";

	private static final String USER = "user";

	private static final String CREATED = "created";

	/** Of what a commit says, the token of the database. */
	static final String TOKEN = "token";

	/** What a write holds in memory before it goes to the disk. */
	private static final double BUFFER_MEGABYTES = 16;

	/** Ranks like PostgreSQL where it can: the best first, then the newest. */
	private static final Sort BEST_FIRST = new Sort(SortField.FIELD_SCORE,
			new SortField(CREATED, SortField.Type.LONG, true));

	private static final FieldType WORDS = words();

	private final Directory directory;

	private final @Nullable IndexWriter writer;

	private final SearcherManager searchers;

	/**
	 * Opens an index, or begins one.
	 * @param keep whether what is there stays
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
	 * Opens an index as it was committed last, only to be searched. That needs no room on
	 * the disk.
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
		return Objects.requireNonNull(this.writer, "The index was opened only to be searched");
	}

	/**
	 * Tells whether all of the index is of a database.
	 * @return false for a new one too
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
	 * Replaces a row, or adds it.
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
	 * Forgets rows.
	 * @throws IOException when it cannot be written
	 */
	void remove(Collection<UUID> ids) throws IOException {
		writer().deleteDocuments(ids.stream().map(TextIndex::id).toArray(Term[]::new));
	}

	/**
	 * Forgets all rows, and whose they were.
	 * @throws IOException when it cannot be written
	 */
	void clear() throws IOException {
		writer().deleteAll();
		writer().setLiveCommitData(Map.<String, String>of().entrySet());
		writer().commit();
	}

	/**
	 * Brings all that was put and removed to the disk, and shows it to searches.
	 * @throws IOException when it cannot be written
	 */
	void commit(UUID token) throws IOException {
		writer().setLiveCommitData(Map.of(TOKEN, token.toString()).entrySet());
		writer().commit();
		this.searchers.maybeRefreshBlocking();
	}

	/**
	 * Shows to searches what was committed since, also by others.
	 * @throws IOException when it cannot be read
	 */
	void refresh() throws IOException {
		this.searchers.maybeRefreshBlocking();
	}

	/**
	 * How many rows it knows.
	 * @return with those that are not on disk yet
	 */
	int size() {
		return writer().getDocStats().numDocs;
	}

	/**
	 * Tells whether it can be written to.
	 * @return false once the disk failed
	 */
	boolean isUsable() {
		return this.writer != null && this.writer.isOpen();
	}

	/**
	 * Searches what was committed.
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
				// What was not committed is noted in the database still.
				this.writer.rollback();
			}
		}
	}

	private static Query query(TextSearch search) {
		Query found = words(search.query());
		if (search.name()) {
			// A name says nothing of the rank.
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
