package dev.tintype.library.file;

import java.util.List;

import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Transactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

class FileChangeTests {

	private static final List<String> CREATED = List.of("/data/library/gold/2024/07/new.jpg");

	private static final List<String> FORMER = List.of("/data/library/gold/2024/07/former.jpg");

	private final LibraryFiles files = mock(LibraryFiles.class);

	private final Transactions transactions = mock(Transactions.class);

	private final FileChange change = new FileChange(this.files, this.transactions);

	@BeforeEach
	void answer() {
		given(this.files.delete(any())).willReturn(Mono.empty());
		given(this.transactions.run(any())).willAnswer((call) -> call.getArgument(0));
	}

	@Test
	void commitDeletesOnlyFormerFile() {
		StepVerifier.create(this.change.record(CREATED, Mono.just("row"), (row) -> FORMER))
			.expectNext("row")
			.verifyComplete();

		then(this.files).should().delete(FORMER);
		then(this.files).should(never()).delete(CREATED);
	}

	@Test
	void fullDiskOfDatabaseDeletesOnlyNewFile() {
		StepVerifier.create(this.change.record(CREATED, Mono.error(DiskFull.refusal()), (row) -> FORMER))
			.verifyErrorMatches(DiskFull::is);

		then(this.files).should().delete(CREATED);
		then(this.files).should(never()).delete(FORMER);
	}

	@Test
	void unknownOutcomeOfCommitDeletesNoFile() {
		given(this.transactions.run(any())).willAnswer(
				(call) -> call.<Mono<?>>getArgument(0).then(Mono.error(new IllegalStateException("connection lost"))));

		StepVerifier.create(this.change.record(CREATED, Mono.just("row"), (row) -> FORMER))
			.verifyErrorMessage("connection lost");

		then(this.files).should(never()).delete(CREATED);
		then(this.files).should(never()).delete(FORMER);
	}

}
