package dev.tintype.web.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.tintype.support.ServiceOnly;
import dev.tintype.web.security.Exposure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Delays the shutdown while a load balancer notices that this instance is not ready.
 * Until it does, it sends requests, which would fail if the port were closed. Spring Boot
 * sets the readiness to 503 before it publishes the event. Everything works until this
 * ends, since no bean has been stopped.
 */
@Component
@ServiceOnly
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
class Drain implements ApplicationListener<ContextClosedEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

	private final ApplicationContext context;

	private final Duration length;

	Drain(ApplicationContext context, ServerSettings settings, Environment environment) {
		this.context = context;
		this.length = settings.drain(Exposure.of(environment));
	}

	Duration length() {
		return this.length;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context || this.length.isZero()) {
			return;
		}
		LOG.info("The service is not ready any more, and accepts requests for another {} ms", this.length.toMillis());
		try {
			TimeUnit.NANOSECONDS.sleep(this.length.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
