package dev.tintype.search.fulltext;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last commit of an index without its lock, while another process may write it.
 * All methods access the disk.
 */
final class IndexOnDisk implements Closeable {

	private final Directory directory;

	private final DirectoryReader reader;

	private IndexOnDisk(Directory directory) throws IOException {
		this.directory = directory;
		this.reader = DirectoryReader.open(directory);
	}

	/**
	 * Opens an index.
	 * @return null when there is no index yet
	 * @throws IOException when it cannot be read
	 */
	static @Nullable IndexOnDisk open(Path folder) throws IOException {
		// Lucene would create the folder.
		if (!Files.isDirectory(folder)) {
			return null;
		}
		Directory directory = FSDirectory.open(folder);
		try {
			return new IndexOnDisk(directory);
		}
		catch (IndexNotFoundException ex) {
			directory.close();
			return null;
		}
		catch (IOException | RuntimeException ex) {
			directory.close();
			throw ex;
		}
	}

	/**
	 * The token of the database to which the index belongs.
	 * @return null when the index was never completed
	 * @throws IOException when it cannot be read
	 */
	@Nullable String token() throws IOException {
		return this.reader.getIndexCommit().getUserData().get(TextIndex.TOKEN);
	}

	/**
	 * Reads the ids of indexed rows.
	 * @param after the id after which the range begins, null for the first
	 * @param last the last id of the range, null for no end
	 * @return in the order of their ids
	 * @throws IOException when it cannot be read
	 */
	List<UUID> ids(@Nullable UUID after, @Nullable UUID last) throws IOException {
		List<UUID> ids = new ArrayList<>();
		Terms terms = MultiTerms.getTerms(this.reader, TextIndex.ID);
		if (terms == null) {
			return ids;
		}
		Bits live = MultiBits.getLiveDocs(this.reader);
		TermsEnum each = terms.iterator();
		// The text of an id sorts like the id.
		BytesRef end = (last != null) ? new BytesRef(last.toString()) : null;
		BytesRef term = first(each, after);
		for (; term != null && (end == null || term.compareTo(end) <= 0); term = each.next()) {
			String id = term.utf8ToString();
			if (isLive(each, live) && !id.equals(String.valueOf(after))) {
				ids.add(UUID.fromString(id));
			}
		}
		return ids;
	}

	/**
	 * Whether the index has a row.
	 * @throws IOException when it cannot be read
	 */
	boolean contains(UUID id) throws IOException {
		Terms terms = MultiTerms.getTerms(this.reader, TextIndex.ID);
		TermsEnum each = (terms != null) ? terms.iterator() : TermsEnum.EMPTY;
		return each.seekExact(new BytesRef(id.toString())) && isLive(each, MultiBits.getLiveDocs(this.reader));
	}

	@Override
	public void close() throws IOException {
		this.reader.close();
		this.directory.close();
	}

	private static @Nullable BytesRef first(TermsEnum each, @Nullable UUID from) throws IOException {
		if (from == null) {
			return each.next();
		}
		return (each.seekCeil(new BytesRef(from.toString())) == TermsEnum.SeekStatus.END) ? null : each.term();
	}

	// A changed or removed row keeps its term until segments are merged.
	private static boolean isLive(TermsEnum term, @Nullable Bits live) throws IOException {
		PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
		for (int id = documents.nextDoc(); id != DocIdSetIterator.NO_MORE_DOCS; id = documents.nextDoc()) {
			if (live == null || live.get(id)) {
				return true;
			}
		}
		return false;
	}

}
