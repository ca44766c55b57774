package dev.tintype.operation.status;

import dev.tintype.support.FileNames;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Reports the encoding of file names to Actuator. A locale that is not UTF-8 is reported,
 * but does not make the service unhealthy.
 */
@Component
class FileNamesHealthIndicator extends AbstractHealthIndicator {

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up().withDetail("encoding", FileNames.encoding());
		if (!FileNames.isUnicode()) {
			builder.withDetail("warning", FileNames.warning());
		}
	}

}
