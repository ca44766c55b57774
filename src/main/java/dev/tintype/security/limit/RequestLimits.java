package dev.tintype.security.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.security.CredentialsRequired;
import dev.tintype.web.security.SecuritySettings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Limits how many requests a principal sends to this instance, and how many requests
 * without valid credentials an address sends. The headers are those of
 * draft-ietf-httpapi-ratelimit-headers-10.
 */
@Component
@Conditional(CredentialsRequired.class)
public class RequestLimits {

	static final int MOST_BUCKETS = 100_000;

	private static final int REFUSALS_PER_MINUTE = 60;

	/** The two kinds of names in one cache never meet. */
	private static final char ADDRESS = '@';

	private final @Nullable String policy;

	private final ConcurrentLruCache<String, Bucket> buckets;

	RequestLimits(SecuritySettings settings) {
		SecuritySettings.RateLimit limit = settings.rateLimit();
		this.policy = (limit.perSecond() > 0) ? "\"default\";q=" + limit.perSecond() + ";w=1" : null;
		int burst = Math.max(1, limit.burst());
		int perSecond = Math.max(1, limit.perSecond());
		this.buckets = new ConcurrentLruCache<>(MOST_BUCKETS, (name) -> (name.charAt(0) == ADDRESS)
				? bucket(REFUSALS_PER_MINUTE, REFUSALS_PER_MINUTE, 60) : bucket(burst, perSecond, 1));
	}

	private static Bucket bucket(long capacity, long refill, long seconds) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(capacity).refillGreedy(refill, Duration.ofSeconds(seconds)))
			.build();
	}

	/**
	 * Counts a request with valid credentials.
	 * @param principal of the credentials
	 * @param response receives the state of the limit
	 * @return null, or the problem of one request too many
	 */
	public @Nullable ProblemException count(String principal, HttpHeaders response) {
		if (this.policy == null) {
			return null;
		}
		ConsumptionProbe probe = this.buckets.get(principal).tryConsumeAndReturnRemaining(1);
		response.set("RateLimit-Policy", this.policy);
		response.set("RateLimit", "\"default\";r=" + probe.getRemainingTokens() + ";t=1");
		return probe.isConsumed() ? null
				: tooMany("The caller sends too many requests.", probe.getNanosToWaitForRefill());
	}

	/**
	 * Counts a request without valid credentials.
	 * @param network of the client
	 * @return null, or the problem of one request too many
	 */
	public @Nullable ProblemException countRefusal(String network) {
		ConsumptionProbe probe = this.buckets.get(ADDRESS + network).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? null : tooMany(
				"Too many requests without valid credentials come from this address.", probe.getNanosToWaitForRefill());
	}

	private static ProblemException tooMany(String detail, long nanos) {
		return tooMany(detail, Duration.ofNanos(nanos));
	}

	/**
	 * Creates the problem of one request too many.
	 * @param detail a sentence that says which limit
	 * @param wait after which the next request is allowed
	 * @return a problem with {@code Retry-After}
	 */
	public static ProblemException tooMany(String detail, Duration wait) {
		ProblemException problem = new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail);
		long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(wait.toNanos() + TimeUnit.SECONDS.toNanos(1) - 1));
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		return problem;
	}

}
