package dev.tintype.web.edge;

import java.nio.channels.ClosedChannelException;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.codec.DecodingException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HangUpsTests {

	private final HangUps hangUps = new HangUps();

	@BeforeEach
	void quieten() {
		this.hangUps.quieten();
	}

	@AfterEach
	void reset() {
		Hooks.resetOnErrorDropped();
	}

	@Test
	void faultOfClientIsNotLoggedAsError(CapturedOutput output) {
		Operators.onErrorDropped(new ClosedChannelException(), Context.empty());
		Operators.onErrorDropped(new DecodingException("Could not find end of body"), Context.empty());
		Operators.onErrorDropped(ProblemException.invalid("field", "is not valid UTF-8"), Context.empty());
		Operators.onErrorDropped(new ProblemException(ProblemType.TOO_LARGE, "too many parts"), Context.empty());

		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void faultThatEndedRequestIsLoggedOnce(CapturedOutput output) {
		Operators.onErrorDropped(new R2dbcNonTransientResourceException("disk", "53100"), Context.empty());
		Operators.onErrorDropped(new R2dbcNonTransientResourceException("gone", "08006"), Context.empty());

		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void connectionClosedByShutdownIsNotLoggedAsError(CapturedOutput output) {
		// The server outlives the beans.
		new AnnotationConfigApplicationContext(HangUps.class).close();
		Operators.onErrorDropped(new ClosedChannelException(), Context.empty());

		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void faultOfServiceIsLoggedAsError(CapturedOutput output) {
		Operators.onErrorDropped(new IllegalStateException("canary"), Context.empty());
		Operators.onErrorDropped(new ProblemException(ProblemType.INTERNAL, "finch"), Context.empty());

		assertThat(output).contains("ERROR").contains("canary").contains("finch");
	}

}
