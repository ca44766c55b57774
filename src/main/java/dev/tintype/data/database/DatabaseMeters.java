package dev.tintype.data.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Reports the state of the database to Prometheus: the result of a question every ten
 * seconds. Micrometer measures the pool itself.
 */
@Component
@ServiceOnly
class DatabaseMeters extends Recurring implements MeterBinder {

	private static final Duration EVERY = Duration.ofSeconds(10);

	private final DatabaseProbe probe;

	DatabaseMeters(DatabaseProbe probe) {
		super("Checking the database", EVERY, probe::ask);
		this.probe = probe;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		Gauge.builder("tintype.database.healthy", this.probe, (asked) -> asked.last().healthy() ? 1 : 0)
			.description("1 while the database answers, or would if the pool had a connection free, else 0")
			.register(meters);
		TimeGauge.builder("tintype.database.latency", this.probe, TimeUnit.MILLISECONDS, DatabaseMeters::latency)
			.description("From asking for a connection to the answer; not a number without an answer")
			.register(meters);
		Gauge.builder("tintype.database.pool.min", this.probe, (asked) -> asked.pool().minSize())
			.description("Connections that are held open")
			.register(meters);
	}

	private static double latency(DatabaseProbe asked) {
		Double latency = asked.last().latencyMs();
		return (latency != null) ? latency : Double.NaN;
	}

}
