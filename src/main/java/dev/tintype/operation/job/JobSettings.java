package dev.tintype.operation.job;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of jobs.
 *
 * @param concurrency the number of jobs that this instance runs at the same time, 0 for
 * none
 * @param poll how often an instance looks for jobs
 * @param lease how long an instance owns a job without renewing its lease
 * @param queue the number of unfinished jobs above which new ones are refused
 * @param retention how long a job is kept after its end
 * @param fileRetention how long a result file is kept after the end of its job
 */
@ConfigurationProperties("tintype.jobs")
public record JobSettings(@DefaultValue("2") int concurrency, @DefaultValue("2s") Duration poll,
		@DefaultValue("30s") Duration lease, @DefaultValue("1000") int queue, @DefaultValue("7d") Duration retention,
		@DefaultValue("24h") Duration fileRetention) {

	/** Refuses settings with which no job could run. */
	public JobSettings {
		if (concurrency < 0 || queue < 0) {
			throw new IllegalArgumentException("TINTYPE_JOBS_CONCURRENCY and TINTYPE_JOBS_QUEUE must not be negative");
		}
		if (poll.toMillis() < 10 || lease.toMillis() < 100) {
			throw new IllegalArgumentException(
					"TINTYPE_JOBS_POLL must be at least 10 ms and TINTYPE_JOBS_LEASE at least 100 ms");
		}
	}

}
