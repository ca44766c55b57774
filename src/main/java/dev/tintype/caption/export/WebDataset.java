package dev.tintype.caption.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.tintype.caption.export.TarFiles.Content;
import dev.tintype.image.content.ImageFiles;
import dev.tintype.image.content.OpenedFile;
import dev.tintype.image.media.ImageMedia;
import dev.tintype.support.DataSettings;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;

/**
 * Writes a tar for the library webdataset: for each image its picture, its caption and
 * its metadata, next to each other and with the same key. An image whose picture cannot
 * be read is left out and listed in a last file, which the library ignores.
 */
@Component
class WebDataset {

	/** The library ignores names between double underscores. */
	private static final String MISSING = "__missing__/images.jsonl";

	private static final String REASON = "The file is missing, cannot be read, or is outside the allowed folders.";

	private static final int ROWS = 64;

	private static final int PART_BYTES = 1 << 16;

	private static final Map<String, String> SUFFIXES = Map.of("image/jpeg", "jpg", "image/png", "png", "image/webp",
			"webp", "image/gif", "gif", "image/bmp", "bmp", "image/tiff", "tif");

	private final ExportRows rows;

	private final ExportNames names;

	private final ImageFiles files;

	private final ImageMedia media;

	private final StreamBudget streams;

	private final DataSettings data;

	WebDataset(ExportRows rows, ExportNames names, ImageFiles files, ImageMedia media, StreamBudget streams,
			DataSettings data) {
		this.rows = rows;
		this.names = names;
		this.files = files;
		this.media = media;
		this.streams = streams;
		this.data = data;
	}

	/**
	 * Writes a tar.
	 * @param root the folder that names are relative to
	 * @return pages, which the subscriber releases
	 */
	Flux<NdjsonPage> pages(ExportRequest request, String root) {
		return Flux.usingWhen(onDisk(() -> UnnamedFile.create(this.data)), (missing) -> Flux.using(this.streams::stream,
				(counted) -> captions(request, root).concatMap((caption) -> sample(request, caption, missing), 1)
					.concatWith(Flux.defer(() -> missing(missing)))
					.concatWith(page(TarFiles::end)),
				Disposable::dispose), (missing) -> onDisk(() -> {
					missing.close();
					return true;
				}));
	}

	private Flux<ExportedCaption> captions(ExportRequest request, String root) {
		Flux<ExportedCaption> captions = page(request, null)
			.expand((page) -> (page.size() < ROWS) ? Mono.empty()
					: page(request, ExportRows.place(request, page.get(page.size() - 1))))
			.concatMap((page) -> this.names.name(request, page.stream().filter(request::isInShard).toList(), root), 1)
			.concatMapIterable((page) -> page, 1);
		return (request.limit() != null) ? captions.take(request.limit()) : captions;
	}

	private Mono<List<ExportedCaption>> page(ExportRequest request, @Nullable Cursor after) {
		return this.rows.read(request, after, ROWS);
	}

	private Flux<NdjsonPage> sample(ExportRequest request, ExportedCaption caption, UnnamedFile missing) {
		return switch (request.images()) {
			case "none" -> page(() -> TarFiles.write(texts(caption)));
			case "original" -> this.files.open(caption.imageId())
				.map(Optional::of)
				.onErrorResume(WebDataset::isUnreadable, (ex) -> Mono.just(Optional.empty()))
				.flatMapMany((opened) -> opened.isPresent() ? original(caption, opened.get(), missing)
						: note(caption, missing));
			default -> this.media.jpeg(caption.imageId(), Integer.parseInt(request.images()))
				.map((thumbnail) -> List.of(new Content(name(caption, "image/jpeg"), thumbnail.data())))
				.onErrorResume(WebDataset::isUnreadable, (ex) -> Mono.just(List.of()))
				.flatMapMany((picture) -> picture.isEmpty() ? note(caption, missing) : page(
						() -> TarFiles.write(Stream.concat(picture.stream(), texts(caption).stream()).toList())));
		};
	}

	// A file that becomes shorter while it is read is filled up with zeros, since its
	// size is already written.
	private Flux<NdjsonPage> original(ExportedCaption caption, OpenedFile opened, UnnamedFile missing) {
		long size = opened.size();
		TarFiles.Rest rest = new TarFiles.Rest(size);
		Flux<NdjsonPage> content = opened.now()
			.read(0, size)
			.map(WebDataset::bytes)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.doOnNext((bytes) -> rest.take(bytes.length))
			.concatMap((bytes) -> page(() -> bytes), 0);
		Flux<NdjsonPage> padding = Flux.defer(() -> (rest.missing() > 0) ? note(caption, missing) : Flux.empty())
			.concatWith(Flux.generate((sink) -> {
				byte[] zeros = rest.zeros();
				if (zeros.length > 0) {
					sink.next(new NdjsonPage(zeros, 0, null));
				}
				else {
					sink.complete();
				}
			}));
		return page(() -> TarFiles.header(name(caption, opened.file().mimeType()), size))
			.concatWith(content.onErrorResume(WebDataset::isUnreadable, (ex) -> Flux.empty()))
			.concatWith(padding)
			.concatWith(page(() -> TarFiles.write(texts(caption))))
			.doOnCancel(opened::close);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static boolean isUnreadable(Throwable ex) {
		return ex instanceof IOException
				|| (ex instanceof ProblemException problem && problem.getStatusCode().is4xxClientError());
	}

	private Flux<NdjsonPage> note(ExportedCaption caption, UnnamedFile missing) {
		return onDisk(() -> {
			missing.write(
					(Json.MAPPER.writeValueAsString(new Missing(caption.imageId(), caption.fileName(), REASON)) + "\n")
						.getBytes(StandardCharsets.UTF_8));
			return true;
		}).thenMany(Flux.empty());
	}

	private Flux<NdjsonPage> missing(UnnamedFile missing) {
		if (missing.size() == 0) {
			return Flux.empty();
		}
		TarFiles.Rest rest = new TarFiles.Rest(missing.size());
		rest.take(missing.size());
		return page(() -> TarFiles.header(MISSING, missing.size()))
			.concatWith(page(() -> missing.read(PART_BYTES)).repeat().takeUntil((part) -> part.lines().length == 0))
			.concatWith(page(rest::zeros));
	}

	private static List<Content> texts(ExportedCaption caption) {
		Metadata metadata = new Metadata(caption.imageId(), caption.fileName(), caption.width(), caption.height(),
				caption.mimeType(), caption.model(), caption.source(), caption.createdAt());
		return List.of(new Content(caption.imageId() + ".txt", caption.text().getBytes(StandardCharsets.UTF_8)),
				new Content(caption.imageId() + ".json", Json.MAPPER.writeValueAsBytes(metadata)));
	}

	private static String name(ExportedCaption caption, String mimeType) {
		return caption.imageId() + "." + Objects.requireNonNullElse(SUFFIXES.get(mimeType), "bin");
	}

	private Flux<NdjsonPage> page(Callable<byte[]> part) {
		return this.streams.toRead(PART_BYTES)
			.flatMap((lease) -> onDisk(part).map((bytes) -> new NdjsonPage(bytes, 0, null).holding(lease))
				.doOnError((ex) -> lease.release()))
			.flux();
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * The metadata of a sample.
	 */
	record Metadata(UUID imageId, String fileName, @Nullable Integer width, @Nullable Integer height,
			@Nullable String mimeType, @Nullable String model, String source, Instant createdAt) {
	}

	/**
	 * An image without a sample.
	 */
	record Missing(UUID imageId, String fileName, String reason) {
	}

}
