package dev.tintype.operation.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.storage.Staging;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.job.JobFile;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Writes an archive as a job, whose result file it becomes. Each attempt starts from the
 * beginning.
 */
@Component
class BackupJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "backup";

	/** The request's field for the stored files. */
	static final String FILES = "files";

	private static final Logger LOG = LoggerFactory.getLogger(BackupJob.class);

	private static final String TYPE = "application/zip";

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

	private final DatabaseAccess database;

	private final ObjectProvider<StoredFiles> files;

	private final Staging staging;

	BackupJob(DatabaseAccess database, ObjectProvider<StoredFiles> files, Staging staging) {
		this.database = database;
		this.files = files;
		this.staging = staging;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public boolean isConfidential() {
		return true;
	}

	@Override
	public JobFile file(JsonNode request) {
		String day = DAY.format(Instant.parse(request.path("requested_at").asString("")));
		return new JobFile("tintype-" + day + ".tintype", TYPE);
	}

	@Override
	public Mono<?> run(JobRun run) {
		return Mono.usingWhen(Mono.fromSupplier(this.staging::newFile),
				(file) -> write(run, file).flatMap((written) -> run.report(written.rows(), written.rows())
					.then(run.keep(file, written.summary().bytes(), written.sha256(), TYPE))
					.thenReturn(written.result())),
				(file) -> Mono.fromCallable(() -> Files.deleteIfExists(file))
					.subscribeOn(Schedulers.boundedElastic())
					.then());
	}

	// The thread is never interrupted, since that would close the file of an H2 database.
	// A cancelled backup ends at its next report of progress.
	private Mono<Written> write(JobRun run, Path file) {
		return Mono.create((sink) -> {
			Reports reports = new Reports(run, sink::error);
			sink.onDispose(reports::end);
			Schedulers.boundedElastic().schedule(() -> {
				try {
					sink.success(write(run, file, reports));
				}
				catch (CancellationException ex) {
					LOG.debug("A backup was cancelled");
				}
				catch (IOException ex) {
					sink.error(new UncheckedIOException(ex));
				}
				catch (RuntimeException ex) {
					sink.error(ex);
				}
			});
		});
	}

	private Written write(JobRun run, Path file, Reports reports) throws IOException {
		OwnFiles.createFolderOf(file);
		boolean withFiles = run.request().path(FILES).asBoolean(false);
		ArchiveSummary summary = new Backup(this.database.flyway().getConfiguration().getDataSource(),
				this.database.dialect(), this.database.url())
			.with(this.files.orderedStream().toList(), withFiles)
			.write(file, false, reports);
		MessageDigest digest = Hashes.sha256Digest();
		try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
			bytes.transferTo(OutputStream.nullOutputStream());
		}
		return new Written(summary, HexFormat.of().formatHex(digest.digest()));
	}

	/**
	 * A complete archive.
	 */
	private record Written(ArchiveSummary summary, String sha256) {

		long rows() {
			return this.summary.rows();
		}

		Result result() {
			return new Result(this.summary.schemaVersion(), this.summary.database(), this.summary.createdAt(),
					this.summary.bytes(), this.summary.rows(), this.summary.tables(), this.summary.files(),
					this.sha256);
		}

	}

	/**
	 * The result of a backup.
	 *
	 * @param createdAt the moment whose rows the archive has
	 * @param files the number of stored files; null if they were left out
	 */
	record Result(String schemaVersion, String database, Instant createdAt, long bytes, long rows,
			Map<String, Long> tables, @Nullable Long files, String sha256) {
	}

	/**
	 * Reports progress once a second.
	 */
	private static final class Reports implements ArchiveProgress {

		private final JobRun run;

		private final Consumer<Throwable> failure;

		private volatile boolean ended;

		private long told = System.nanoTime();

		Reports(JobRun run, Consumer<Throwable> failure) {
			this.run = run;
			this.failure = failure;
		}

		/** Ends the backup at its next step. */
		void end() {
			this.ended = true;
		}

		@Override
		public void at(Step step, long rows, long ofRows) {
			if (this.ended) {
				throw new CancellationException();
			}
			if (System.nanoTime() - this.told >= PAUSE.toNanos()) {
				this.told = System.nanoTime();
				this.run.report(rows, ofRows).subscribe(null, this.failure);
			}
		}

	}

}
