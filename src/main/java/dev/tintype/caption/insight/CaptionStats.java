package dev.tintype.caption.insight;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tintype.caption.insight.CurrentTexts.Text;
import dev.tintype.caption.insight.Lengths.Bucket;
import dev.tintype.caption.insight.Lengths.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Collects the figures of captions.
 */
final class CaptionStats {

	private final Lengths characters = new Lengths();

	private final Lengths words = new Lengths();

	/** By rank of the source. */
	private final long[] sources = new long[4];

	private final Hashes hashes = new Hashes();

	private long empty;

	void add(Text text) {
		int count = TextMeasure.words(text.bytes(), text.from(), text.length());
		this.characters.add(TextMeasure.characters(text.bytes(), text.from(), text.length()));
		this.words.add(count);
		this.empty += (count == 0) ? 1 : 0;
		this.sources[text.rank()]++;
		this.hashes.add(text.hash());
	}

	/**
	 * Summarises the figures.
	 * @param images the number of images, also without a caption
	 */
	Answer answer(long images) {
		return new Answer(images, this.characters.texts(), this.sources[3], this.sources[2], this.sources[1],
				this.characters.summary(), this.words.summary(), this.characters.histogram(), this.empty,
				this.hashes.repeated());
	}

	/**
	 * The hashes of all texts, 8 bytes each.
	 */
	static final class Hashes {

		private long[] values = new long[1024];

		private int size;

		void add(long hash) {
			if (this.size == this.values.length) {
				this.values = Arrays.copyOf(this.values, this.size + (this.size >> 1));
			}
			this.values[this.size++] = hash;
		}

		/**
		 * Passes each different hash with its count to a taker.
		 */
		void forEach(Taker taker) {
			Arrays.sort(this.values, 0, this.size);
			for (int i = 0; i < this.size;) {
				int end = i + 1;
				while (end < this.size && this.values[end] == this.values[i]) {
					end++;
				}
				taker.take(this.values[i], end - i);
				i = end;
			}
		}

		long repeated() {
			long[] sum = { 0 };
			forEach((hash, count) -> sum[0] += (count > 1) ? count : 0);
			return sum[0];
		}

	}

	/**
	 * Receives hashes.
	 */
	@FunctionalInterface
	interface Taker {

		void take(long hash, int count);

	}

	/**
	 * The response.
	 *
	 * @param images the number of selected images
	 * @param captioned how many of them have a caption
	 * @param characters null without a caption
	 * @param histogram of the characters
	 * @param empty the number of captions of white space only
	 * @param duplicated the number of captions that another image has as well
	 */
	record Answer(long images, long captioned, long human, @JsonProperty("import") long imported, long model,
			@Nullable Summary characters, @Nullable Summary words, List<Bucket> histogram, long empty,
			long duplicated) {
	}

}
