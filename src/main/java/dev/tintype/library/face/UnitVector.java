package dev.tintype.library.face;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An embedding scaled to length 1, so that the cosine of two is their dot product. The
 * tables have it as 32-bit floats, highest byte first.
 */
public final class UnitVector {

	/** The fewest numbers of an embedding. */
	static final int SHORTEST = 2;

	/** The most numbers of an embedding. */
	static final int LONGEST = 4_096;

	private final float[] numbers;

	private UnitVector(float[] numbers) {
		this.numbers = numbers;
	}

	/**
	 * Scales an embedding.
	 * @param embedding as a client or the table has it
	 * @return null if it is not 2 to 4,096 finite numbers that are not all 0
	 */
	public static @Nullable UnitVector of(JsonNode embedding) {
		if (!embedding.isArray() || embedding.size() < SHORTEST || embedding.size() > LONGEST) {
			return null;
		}
		double[] values = new double[embedding.size()];
		double greatest = 0;
		for (int i = 0; i < values.length; i++) {
			JsonNode number = embedding.get(i);
			values[i] = number.doubleValue(Double.NaN);
			if (!Double.isFinite(values[i])) {
				return null;
			}
			greatest = Math.max(greatest, Math.abs(values[i]));
		}
		return (greatest > 0) ? new UnitVector(unit(values, greatest)) : null;
	}

	// The squares of very large or small numbers would overflow or vanish.
	private static float[] unit(double[] values, double greatest) {
		double squares = 0;
		for (int i = 0; i < values.length; i++) {
			values[i] /= greatest;
			squares += values[i] * values[i];
		}
		double length = Math.sqrt(squares);
		float[] numbers = new float[values.length];
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = (float) (values[i] / length);
		}
		return numbers;
	}

	/**
	 * Reads an embedding as the table has it.
	 * @param json of the column
	 * @return null if it is no embedding
	 */
	public static @Nullable UnitVector of(String json) {
		return of(Json.MAPPER.readTree(json));
	}

	/**
	 * Reads a vector, or a sum of vectors.
	 * @param row of which a column is the vector
	 * @param index of the column
	 * @return the vector
	 */
	public static UnitVector of(Readable row, int index) {
		Object value = row.get(index);
		ByteBuffer bytes = (value instanceof ByteBuffer buffer) ? buffer : ByteBuffer.wrap((byte[]) value);
		float[] numbers = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(numbers);
		return new UnitVector(numbers);
	}

	/**
	 * Returns a sum of vectors.
	 * @param sum is rounded to floats
	 */
	static UnitVector ofSum(double[] sum) {
		float[] numbers = new float[sum.length];
		for (int i = 0; i < sum.length; i++) {
			numbers[i] = (float) sum[i];
		}
		return new UnitVector(numbers);
	}

	/**
	 * Adds this vector to a sum, or subtracts it.
	 * @param sum is changed
	 * @param sign 1 or -1
	 */
	void addTo(double[] sum, int sign) {
		for (int i = 0; i < sum.length; i++) {
			sum[i] += sign * this.numbers[i];
		}
	}

	/**
	 * Computes the dot product.
	 * @param other of the same length
	 * @return the cosine if both are unit vectors
	 */
	public double dot(UnitVector other) {
		float[] a = this.numbers;
		float[] b = other.numbers;
		// Separate sums do not wait for each other.
		float first = 0;
		float second = 0;
		float third = 0;
		float fourth = 0;
		int i = 0;
		for (; i + 3 < a.length; i += 4) {
			first += a[i] * b[i];
			second += a[i + 1] * b[i + 1];
			third += a[i + 2] * b[i + 2];
			fourth += a[i + 3] * b[i + 3];
		}
		for (; i < a.length; i++) {
			first += a[i] * b[i];
		}
		return (double) first + second + third + fourth;
	}

	/**
	 * Counts the numbers.
	 * @return at least 2
	 */
	public int length() {
		return this.numbers.length;
	}

	/**
	 * Returns the vector as the tables have it.
	 */
	byte[] bytes() {
		ByteBuffer bytes = ByteBuffer.allocate(this.numbers.length * Float.BYTES);
		bytes.asFloatBuffer().put(this.numbers);
		return bytes.array();
	}

	/**
	 * Returns the vector in hexadecimal digits.
	 */
	String hex() {
		return HexFormat.of().formatHex(bytes());
	}

	/**
	 * Tells whether another vector is the same but for rounding.
	 * @param tolerance of each number
	 */
	boolean isNear(UnitVector other, double tolerance) {
		if (this.numbers.length != other.numbers.length) {
			return false;
		}
		for (int i = 0; i < this.numbers.length; i++) {
			// A number that is not finite is not near.
			if (!(Math.abs(this.numbers[i] - other.numbers[i]) <= tolerance)) {
				return false;
			}
		}
		return true;
	}

}
