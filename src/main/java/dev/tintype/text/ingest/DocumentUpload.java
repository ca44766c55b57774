package dev.tintype.text.ingest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.tintype.support.Texts;
import dev.tintype.text.documentsave.DocumentCode;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.web.form.FormFields;
import dev.tintype.web.form.FormFile;
import dev.tintype.web.http.HeapBudget;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;

/**
 * Reads the files of a multipart request while they are received. It holds only a few of
 * them at a time.
 */
@Component
class DocumentUpload {

	/** The number of buffers that are read ahead. */
	private static final int BUFFERS = 8;

	/** The most bytes of files that are held back for a prefix after them. */
	private static final long HELD_BYTES = 4 << 20;

	/**
	 * A quarter of the heap may hold the contents of all uploads while they are received.
	 */
	private static final int HEAP_SHARE = 4;

	private static final String FILES = "files";

	private static final String PREFIX = "code_prefix";

	private final HeapBudget budget = new HeapBudget(Runtime.getRuntime().maxMemory() / HEAP_SHARE);

	/**
	 * Reads the files.
	 * @return the files in order, with their contents in memory; a problem if there is no
	 * file, the form is malformed, the prefix comes too late, or all current uploads
	 * exceed their memory
	 */
	Flux<IngestFile> files(Flux<PartEvent> parts) {
		return Flux.using(() -> new Form(this.budget.open()),
				(form) -> parts.windowUntil(PartEvent::isLast, false, BUFFERS)
					.concatMap((part) -> take(part, form), 1)
					.bufferUntil(form::isFull, true)
					.concatMapIterable(form::files, 1)
					.switchIfEmpty(Mono.error(() -> form.others.withoutFiles(FILES))),
				Form::close);
	}

	private static Mono<Received> take(Flux<PartEvent> part, Form form) {
		return part.switchOnFirst((first, events) -> {
			PartEvent event = first.get();
			if (event instanceof FormFile file && FILES.equals(file.name())) {
				Received received = new Received(baseName(file.filename()), file.fault());
				return events.doOnNext((next) -> form.add(received, next.content())).then(Mono.just(received));
			}
			if (event instanceof FormPartEvent field && PREFIX.equals(field.name())) {
				form.setPrefix(field.value());
			}
			else if (event != null) {
				form.others.ignore(event.name());
			}
			return events.then(Mono.empty());
		}).singleOrEmpty();
	}

	private static String baseName(String filename) {
		return filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
	}

	/**
	 * The state of a request while it is received.
	 */
	private static final class Form {

		private final HeapBudget.Account memory;

		private final FormFields others = new FormFields();

		private long held;

		private long passedOn;

		private @Nullable String prefix;

		Form(HeapBudget.Account memory) {
			this.memory = memory;
		}

		void add(Received file, DataBuffer buffer) {
			try {
				this.memory.grow(this.passedOn + this.held + file.size() + buffer.readableByteCount());
				file.add(buffer);
			}
			finally {
				DataBufferUtils.release(buffer);
			}
		}

		void close() {
			this.memory.close();
		}

		void setPrefix(String value) {
			String fault = Texts.fault(value, 0, DocumentCode.LENGTH);
			if (fault != null) {
				throw ProblemException.invalid("/" + PREFIX, fault);
			}
			if (this.passedOn > 0) {
				throw ProblemException.invalid("/" + PREFIX,
						"must come before the files, because the first of them are already saved without it");
			}
			this.prefix = value;
		}

		boolean isFull(Received file) {
			boolean full = this.held > 0 && (this.prefix != null || this.held + file.size() > HELD_BYTES);
			this.held = full ? file.size() : this.held + file.size();
			return full;
		}

		List<IngestFile> files(List<Received> received) {
			this.passedOn = 1 + received.stream().mapToLong(Received::size).sum();
			List<IngestFile> files = new ArrayList<>(received.size());
			received.forEach((file) -> files.add(file.toFile(Objects.requireNonNullElse(this.prefix, ""))));
			return files;
		}

	}

	/**
	 * A file that is being received.
	 */
	private static final class Received {

		private final String name;

		private final List<InputStream> pieces = new ArrayList<>();

		private int size;

		private @Nullable String fault;

		Received(String name, @Nullable String nameFault) {
			this.name = name;
			this.fault = (nameFault != null) ? "has a file name that " + nameFault : null;
		}

		void add(DataBuffer buffer) {
			int count = buffer.readableByteCount();
			if (this.fault == null && this.size + count > DocumentDraft.CONTENT_BYTES) {
				this.fault = IngestFile.TOO_LARGE;
				this.size = 0;
				this.pieces.clear();
			}
			if (this.fault == null) {
				byte[] read = new byte[count];
				buffer.read(read);
				this.pieces.add(new ByteArrayInputStream(read));
				this.size += count;
			}
		}

		long size() {
			return this.size;
		}

		IngestFile toFile(String prefix) {
			String code = IngestCode.of(prefix, IngestCode.stem(this.name));
			return (this.fault != null) ? IngestFile.failed(this.name, code, this.fault) : IngestFile.of(this.name,
					code, this.name, size(), () -> new SequenceInputStream(Collections.enumeration(this.pieces)));
		}

	}

}
