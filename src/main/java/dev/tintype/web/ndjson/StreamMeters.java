package dev.tintype.web.ndjson;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Provides metrics of the memory that streams hold, and of how many streams wait for it.
 */
@Component
class StreamMeters implements MeterBinder {

	private final StreamBudget budget;

	StreamMeters(StreamBudget budget) {
		this.budget = budget;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("tintype.stream.memory", this.budget, StreamBudget::held)
			.baseUnit(BaseUnits.BYTES)
			.description("Memory that all streams together hold")
			.register(registry);
		Gauge.builder("tintype.stream.waiting", this.budget, (all) -> all.waiting() + all.ofContents().waiting())
			.description("Streams that wait for memory")
			.register(registry);
	}

}
