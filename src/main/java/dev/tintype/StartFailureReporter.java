package dev.tintype;

import dev.tintype.support.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports a failed start in one line if its user can correct the reason.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureReporter implements SpringBootExceptionReporter {

	private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);

	@Override
	public boolean reportException(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof StartException reason) {
				LOG.error(reason.getMessage());
				LOG.debug("Tintype did not start", failure);
				return true;
			}
			if (cause instanceof BindException fault && !isExplained(fault)) {
				LOG.error(UnreadableSetting.describe(fault));
				return true;
			}
		}
		return false;
	}

	private static boolean isExplained(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof StartException) {
				return true;
			}
		}
		return false;
	}

}
