package dev.tintype.operation.integrity;

import java.util.List;

/**
 * The checks of one feature, which alone knows the rules for its tables and files. A
 * feature with checks registers one bean, ordered by {@code @Order}: checks on which
 * others depend come first.
 */
public interface IntegrityChecks {

	/**
	 * The checks that apply to the database in use.
	 * @return in the order in which they run and repair
	 */
	List<IntegrityCheck> all();

}
