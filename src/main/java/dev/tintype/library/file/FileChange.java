package dev.tintype.library.file;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

/**
 * Changes rows whose files have been stored before. After the commit it deletes the files
 * that the change replaced. If the change fails, it deletes the new files. If the outcome
 * of the commit is unknown, it deletes nothing: a row may name the new file, and the
 * integrity check finds a file that no row names.
 */
@Component
public class FileChange {

	private final LibraryFiles files;

	private final Transactions transactions;

	FileChange(LibraryFiles files, Transactions transactions) {
		this.files = files;
		this.transactions = transactions;
	}

	/**
	 * Records a change in a transaction, or in the transaction of the caller. Cancelling
	 * does not stop a transaction that has begun.
	 * @param <T> the result
	 * @param created the locations of the new files
	 * @param recording changes the rows; it may run more than once
	 * @param superfluous the locations of the files that no row names after the commit
	 * @return the result, after the commit and the deletion of the files; within the
	 * caller's transaction these follow later
	 */
	public <T> Mono<T> record(Collection<String> created, Mono<T> recording,
			Function<T, ? extends Collection<String>> superfluous) {
		return Mono.deferContextual((context) -> Transactions.isActive(context)
				? within(created, recording, superfluous) : alone(created, recording, superfluous).cache());
	}

	private <T> Mono<T> alone(Collection<String> created, Mono<T> recording,
			Function<T, ? extends Collection<String>> superfluous) {
		AtomicBoolean recorded = new AtomicBoolean();
		return this.transactions
			.run(recording.doFirst(() -> recorded.set(false)).doOnSuccess((result) -> recorded.set(true)))
			.onErrorResume((ex) -> this.files.delete(recorded.get() ? List.of() : created).then(Mono.error(ex)))
			.flatMap((result) -> this.files.delete(superfluous.apply(result)).thenReturn(result));
	}

	private <T> Mono<T> within(Collection<String> created, Mono<T> recording,
			Function<T, ? extends Collection<String>> superfluous) {
		return TransactionSynchronizationManager.forCurrentTransaction().flatMap((manager) -> {
			Completion completion = new Completion(created);
			manager.registerSynchronization(completion);
			return recording.doOnNext((result) -> completion.superfluous = superfluous.apply(result));
		});
	}

	/**
	 * Deletes files when the transaction of the caller has ended.
	 */
	private final class Completion implements TransactionSynchronization {

		private final Collection<String> created;

		private volatile Collection<String> superfluous = List.of();

		Completion(Collection<String> created) {
			this.created = created;
		}

		@Override
		public Mono<Void> afterCompletion(int status) {
			return switch (status) {
				case STATUS_COMMITTED -> FileChange.this.files.delete(this.superfluous);
				case STATUS_ROLLED_BACK -> FileChange.this.files.delete(this.created);
				default -> Mono.empty();
			};
		}

	}

}
