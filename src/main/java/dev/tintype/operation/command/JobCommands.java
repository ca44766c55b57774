package dev.tintype.operation.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.ProgressDisplay;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.Jobs;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The group of commands for jobs.
 */
@Command(name = "jobs", mixinStandardHelpOptions = true, versionProvider = CommandLineInterface.Version.class,
		description = "Shows the jobs of the database, and cancels or retries them.",
		synopsisSubcommandLabel = "COMMAND", footer = { "", "The services with this database run the jobs.",
				"Exit codes: 0 success, 1 failure, 2 wrong usage." })
final class JobCommands {

	private static final List<String> PACKAGES = CommandContexts.databaseAnd("dev.tintype.operation.job");

	List<DatabaseCommand> all() {
		return List.of(new ListJobs(), new ShowJob(), new CancelJob(), new RetryJob());
	}

	private static String line(Job job) {
		return "%s  %-11s  %-16s  %14s  %s".formatted(job.id(), job.state().word(), job.kind(), progress(job),
				job.createdAt());
	}

	private static String progress(Job job) {
		long processed = job.done() + job.failed();
		return (job.total() != null) ? String.format(Locale.ROOT, "%,d/%,d", processed, job.total())
				: String.format(Locale.ROOT, "%,d", processed);
	}

	/**
	 * Lists jobs.
	 */
	@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the newest jobs.")
	static final class ListJobs extends DatabaseCommand {

		@Option(names = "--state", paramLabel = "STATE",
				description = "Only jobs that are queued, running, done, failed, cancelled or interrupted.")
		private @Nullable String state;

		@Option(names = "--kind", paramLabel = "KIND", description = "Only jobs of this kind.")
		private @Nullable String kind;

		@Option(names = "--limit", paramLabel = "N", description = "At most this many jobs (50).")
		private int limit = 50;

		@Override
		protected List<String> packages() {
			return PACKAGES;
		}

		@Override
		protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
			access.existing();
			if (this.state != null && !JobState.WORDS.contains(this.state)) {
				throw new ParameterException(commandLine(), "A state is one of " + String.join(", ", JobState.WORDS));
			}
			List<Job> jobs = context.getBean(JobRepository.class)
				.newest(JobRepository.where(this.state, this.kind), Math.max(this.limit, 1))
				.toFuture()
				.join();
			return CommandResult.of(jobs, jobs.stream().map(JobCommands::line).toList());
		}

	}

	/**
	 * A command for one job.
	 */
	private abstract static class OneJob extends DatabaseCommand {

		@Parameters(paramLabel = "ID", description = "The id of the job.")
		private String id = "";

		@Override
		protected List<String> packages() {
			return PACKAGES;
		}

		@Override
		protected final CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
			access.existing();
			JobRepository jobs = context.getBean(JobRepository.class);
			UUID job = Ids.parse(this.id);
			if (job == null || jobs.find(job).toFuture().join() == null) {
				throw new CommandException("There is no job " + this.id);
			}
			return run(context, job);
		}

		abstract CommandResult run(ConfigurableApplicationContext context, UUID job);

		static CommandResult changed(@Nullable Job job, String refusal) {
			if (job == null) {
				throw new CommandException(refusal);
			}
			return CommandResult.of(job, line(job));
		}

	}

	/**
	 * Shows a job.
	 */
	@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a job.")
	static final class ShowJob extends OneJob {

		private static final Duration PAUSE = Duration.ofMillis(500);

		@Option(names = "--follow",
				description = "Shows the progress until the job ends. The exit code is 0 if it is then done.")
		private boolean follow;

		@Override
		public CommandResult run(ConfigurableApplicationContext context, UUID id) {
			Mono<Job> find = context.getBean(JobRepository.class).find(id);
			if (!this.follow) {
				return describe(Objects.requireNonNull(find.toFuture().join()), true);
			}
			try (ProgressDisplay progress = progress()) {
				Job job = find.switchIfEmpty(Mono.error(() -> new CommandException("The job was deleted")))
					.repeatWhen((rounds) -> rounds.delayElements(PAUSE))
					.doOnNext((found) -> show(progress, found))
					.takeUntil((found) -> found.state().isEnded())
					.last()
					.toFuture()
					.join();
				return describe(job, job.state() == JobState.DONE);
			}
		}

		private static void show(ProgressDisplay progress, Job job) {
			if (job.total() != null) {
				progress.at(job.kind(), job.done() + job.failed(), job.total());
			}
		}

		private static CommandResult describe(Job job, boolean done) {
			List<String> lines = new ArrayList<>();
			lines.add(line(job));
			lines.add("request   " + job.request());
			lines.add("failed    " + job.failed());
			if (job.instance() != null) {
				lines.add("instance  " + job.instance());
			}
			if (job.result() != null) {
				lines.add("result    " + job.result());
			}
			if (job.message() != null) {
				lines.add("message   " + job.message());
			}
			return new CommandResult(done, job, lines);
		}

	}

	/**
	 * Cancels a job.
	 */
	@Command(name = "cancel", mixinStandardHelpOptions = true,
			description = "Cancels a job. A running job ends after its current chunk.")
	static final class CancelJob extends OneJob {

		@Override
		public CommandResult run(ConfigurableApplicationContext context, UUID job) {
			return changed(context.getBean(JobRepository.class).cancel(job).toFuture().join(), "The job has ended");
		}

	}

	/**
	 * Queues a job again.
	 */
	@Command(name = "retry", mixinStandardHelpOptions = true,
			description = "Queues a job again that failed, or was cancelled or interrupted.")
	static final class RetryJob extends OneJob {

		// Each feature knows its own kind of job.
		@Override
		protected List<String> packages() {
			return CommandContexts.ALL;
		}

		@Override
		public CommandResult run(ConfigurableApplicationContext context, UUID job) {
			return changed(context.getBean(Jobs.class).retry(job).toFuture().join(), "There is no job " + job);
		}

	}

}
