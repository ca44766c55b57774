package dev.tintype.operation.archive;

import java.time.Instant;
import java.util.Map;

import dev.tintype.data.storage.StorageSettings;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for backups.
 */
@Component
class BackupHandler {

	private final Jobs jobs;

	private final AuditLog audit;

	private final StorageSettings settings;

	BackupHandler(Jobs jobs, AuditLog audit, StorageSettings settings) {
		this.settings = settings;
		this.jobs = jobs;
		this.audit = audit;
	}

	Mono<ServerResponse> backup(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request)
			.map(this::isWithFiles)
			.flatMap((files) -> this.jobs.accept(request,
					NewJob.of(BackupJob.NAME,
							Map.of(BackupJob.FILES, files, "requested_at", Instant.now().toString()))))
			.delayUntil((accepted) -> this.audit.write("backup", accepted.headers().getLocation(), 1));
	}

	private boolean isWithFiles(byte[] body) {
		if (body.length == 0) {
			return false;
		}
		JsonFields fields = new JsonFields(Json.read(body), "");
		boolean files = fields.flag(BackupJob.FILES, false);
		fields.check();
		if (files && this.settings.storage() != StorageSettings.Kind.FOLDER) {
			throw new ProblemException(ProblemType.INVALID_REQUEST,
					"The stored files are not in the data folder, so an archive cannot contain them. Leave out \"files\".");
		}
		return files;
	}

}
