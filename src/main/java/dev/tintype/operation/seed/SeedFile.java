package dev.tintype.operation.seed;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;

/**
 * A seed file. The number at the beginning of its name determines its place in the order.
 *
 * @param name of the file
 * @param number at the beginning of the name
 * @param resource its bytes
 * @param isBuiltIn whether the service comes with it
 */
record SeedFile(String name, BigInteger number, Resource resource, boolean isBuiltIn) {

	/** The order of the files of one folder. */
	static final Comparator<SeedFile> ORDER = Comparator.comparing(SeedFile::number).thenComparing(SeedFile::name);

	private static final Pattern NAME = Pattern.compile("([0-9]+).*\\.ya?ml");

	/**
	 * Creates a seed file from a resource.
	 * @param isBuiltIn whether the service comes with it
	 * @return the file
	 * @throws SeedException if its name does not begin with a number
	 */
	static SeedFile of(Resource resource, boolean isBuiltIn) {
		String name = String.valueOf(resource.getFilename());
		Matcher matcher = NAME.matcher(name);
		if (!matcher.matches()) {
			throw new SeedException("The seed file " + name
					+ " must have a name that begins with a number, which determines its place in the order");
		}
		return new SeedFile(name, new BigInteger(matcher.group(1)), resource, isBuiltIn);
	}

}
