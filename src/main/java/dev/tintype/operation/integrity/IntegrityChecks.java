package dev.tintype.operation.integrity;

import java.util.List;

/**
 * The checks of one feature, which alone knows what its tables and files have to be like.
 * Each feature that has any registers a bean, ordered by {@code @Order}: what others
 * stand on comes first.
 */
public interface IntegrityChecks {

	/**
	 * The checks.
	 * @return in the order in which they run and repair; those that apply to the database
	 * in use
	 */
	List<IntegrityCheck> all();

}
