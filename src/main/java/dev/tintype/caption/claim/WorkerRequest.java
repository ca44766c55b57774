package dev.tintype.caption.claim;

import java.util.Objects;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;

/**
 * A request of a worker.
 *
 * @param worker its name
 * @param limit the most images that it claims
 * @param leaseSeconds how long it may hold them
 */
record WorkerRequest(String worker, int limit, int leaseSeconds) {

	private static final int MOST_IMAGES = 1_000;

	private static final int IMAGES = 100;

	private static final int SHORTEST = 10;

	private static final int LONGEST = 86_400;

	private static final int LEASE = 600;

	/**
	 * Reads the body. A request that needs no limit or lease may have none.
	 */
	static WorkerRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		String worker = fields.text("worker", 1, Texts.NAME_LENGTH);
		Integer limit = fields.optionalInteger("limit", 1, MOST_IMAGES);
		Integer lease = fields.optionalInteger("lease_seconds", SHORTEST, LONGEST);
		fields.check();
		return new WorkerRequest(worker, Objects.requireNonNullElse(limit, IMAGES),
				Objects.requireNonNullElse(lease, LEASE));
	}

}
