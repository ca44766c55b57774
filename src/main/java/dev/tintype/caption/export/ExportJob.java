package dev.tintype.caption.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.tintype.data.storage.Staging;
import dev.tintype.operation.job.JobFile;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.web.ndjson.NdjsonPage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Exports captions as a job, whose result file the export becomes. Each attempt starts
 * from the beginning.
 */
@Component
class ExportJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "export_captions";

	private static final long PAUSE_NANOS = 1_000_000_000;

	private final ExportPages pages;

	private final ExportRows rows;

	private final Staging staging;

	ExportJob(ExportPages pages, ExportRows rows, Staging staging) {
		this.pages = pages;
		this.rows = rows;
		this.staging = staging;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public JobFile file(JsonNode request) {
		ExportRequest export = ExportRequest.read(request);
		return new JobFile(export.filename(), export.format().type());
	}

	@Override
	public Mono<?> run(JobRun run) {
		ExportRequest export = ExportRequest.read(run.request());
		return this.rows.count(export)
			.map(export::most)
			.flatMap((total) -> Mono.usingWhen(Mono.fromCallable(() -> new Output(this.staging.newFile())),
					(output) -> write(run, export, output, total), this::delete));
	}

	private Mono<Result> write(JobRun run, ExportRequest export, Output output, long total) {
		Flux<NdjsonPage> pages = this.pages.pages(export).doOnDiscard(NdjsonPage.class, NdjsonPage::release);
		return pages.publishOn(Schedulers.boundedElastic(), 1)
			.concatMap((page) -> Mono.fromCallable(() -> output.write(page))
				.flatMap((isDue) -> isDue ? run.report(Math.min(output.rows, total), total) : Mono.empty()), 0)
			.then(Mono.fromCallable(() -> output.finish(export.format())).subscribeOn(Schedulers.boundedElastic()))
			.flatMap((result) -> run.keep(output.file, result.bytes(), result.sha256(), export.format().type())
				.then(run.report(total, total))
				.thenReturn(result));
	}

	private Mono<Void> delete(Output output) {
		return Mono.fromCallable(() -> {
			output.out.close();
			return Files.deleteIfExists(output.file);
		}).subscribeOn(Schedulers.boundedElastic()).then();
	}

	/**
	 * The result of an export.
	 *
	 * @param format of the file
	 * @param sha256 of its bytes in hex
	 */
	record Result(String format, long bytes, String sha256) {
	}

	/**
	 * The file of an export.
	 */
	private static final class Output {

		private final Path file;

		private final OutputStream out;

		private final MessageDigest digest = Hashes.sha256Digest();

		private long bytes;

		private long rows;

		private long told = System.nanoTime();

		Output(Path file) throws IOException {
			this.file = file;
			OwnFiles.createFolderOf(file);
			this.out = new BufferedOutputStream(
					new DigestOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), this.digest),
					1 << 16);
		}

		/**
		 * Writes and releases a page.
		 * @return whether progress should be reported
		 */
		boolean write(NdjsonPage page) throws IOException {
			try {
				this.out.write(page.lines());
			}
			finally {
				page.release();
			}
			this.bytes += page.lines().length;
			this.rows += page.rows();
			boolean isDue = System.nanoTime() - this.told >= PAUSE_NANOS;
			this.told = isDue ? System.nanoTime() : this.told;
			return isDue;
		}

		Result finish(ExportFormat format) throws IOException {
			this.out.close();
			return new Result(format.word(), this.bytes, HexFormat.of().formatHex(this.digest.digest()));
		}

	}

}
