package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.tintype.support.DataSettings;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Writes an export page by page. Each page holds memory of the {@link StreamBudget} until
 * it is written.
 */
@Component
class ExportPages {

	private static final int PART_BYTES = 1 << 16;

	private final ExportRows rows;

	private final ExportNames names;

	private final WebDataset tars;

	private final StreamBudget streams;

	private final DataSettings data;

	ExportPages(ExportRows rows, ExportNames names, WebDataset tars, StreamBudget streams, DataSettings data) {
		this.rows = rows;
		this.names = names;
		this.tars = tars;
		this.streams = streams;
		this.data = data;
	}

	/**
	 * Writes an export.
	 * @return pages, which the subscriber releases
	 */
	Flux<NdjsonPage> pages(ExportRequest request) {
		if (request.format() == ExportFormat.WEBDATASET) {
			return this.names.root(request).flatMapMany((root) -> this.tars.pages(request, root));
		}
		return this.names.root(request)
			.flatMapMany((root) -> Flux.usingWhen(onDisk(() -> encoder(request)),
					(encoder) -> pages(request, root, encoder), (encoder) -> onDisk(() -> {
						encoder.close();
						return true;
					})));
	}

	private CaptionEncoder encoder(ExportRequest request) throws IOException {
		return switch (request.format()) {
			case JSONL -> new JsonLines(request.all());
			case CSV -> new CsvRows(request.bom(), request.all());
			case COCO -> new CocoFile(UnnamedFile.create(this.data), request.all());
			case KOHYA -> new KohyaZip(UnnamedFile.create(this.data), request.extension());
			case KOHYA_JSON -> new KohyaJson();
			case WEBDATASET -> throw new IllegalArgumentException("A tar has its own pages");
		};
	}

	private Flux<NdjsonPage> pages(ExportRequest request, String root, CaptionEncoder encoder) {
		Flux<NdjsonPage> rows = KeysetStream
			.of(this.streams, (after, limit) -> page(request, root, encoder, after, limit))
			.pages(request.limit());
		Mono<NdjsonPage> part = this.streams.toRead(PART_BYTES)
			.flatMap((lease) -> onDisk(() -> encoder.rest(PART_BYTES))
				.map((bytes) -> new NdjsonPage(bytes, 0, null).holding(lease))
				.doOnError((ex) -> lease.release()));
		Flux<NdjsonPage> rest = part.repeat().takeUntil((page) -> page.lines().length == 0);
		return rows.concatWith(rest);
	}

	private Mono<NdjsonPage> page(ExportRequest request, String root, CaptionEncoder encoder, @Nullable Cursor after,
			int limit) {
		return this.rows.read(request, after, limit)
			.flatMap((found) -> this.names.name(request, found, root))
			.flatMap((named) -> onDisk(() -> {
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				if (after == null) {
					bytes.writeBytes(encoder.begin());
				}
				bytes.writeBytes(encoder.rows(named));
				return new NdjsonPage(bytes.toByteArray(), named.size(), last(request, named));
			}));
	}

	private static @Nullable Cursor last(ExportRequest request, List<ExportedCaption> captions) {
		return captions.isEmpty() ? null : ExportRows.place(request, captions.get(captions.size() - 1));
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work)
			.subscribeOn(Schedulers.boundedElastic())
			.onErrorMap(IOException.class, UncheckedIOException::new);
	}

}
