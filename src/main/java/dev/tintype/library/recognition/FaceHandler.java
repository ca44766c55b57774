package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.face.FaceWriter;
import dev.tintype.library.recognition.FaceResult.Status;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import dev.tintype.web.ndjson.StreamTally;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that list, find, store, change and delete faces.
 */
@Component
class FaceHandler {

	private final FaceRepository faces;

	private final FaceIntake intake;

	private final FacePatches patches;

	private final FaceLocks locks;

	private final FaceWriter writer;

	private final Transactions transactions;

	private final Idempotency idempotency;

	private final Listings listings;

	private final StreamBudget streams;

	FaceHandler(FaceRepository faces, FaceIntake intake, FacePatches patches, FaceLocks locks, FaceWriter writer,
			Transactions transactions, Idempotency idempotency, Listings listings, StreamBudget streams) {
		this.faces = faces;
		this.intake = intake;
		this.patches = patches;
		this.locks = locks;
		this.writer = writer;
		this.transactions = transactions;
		this.idempotency = idempotency;
		this.listings = listings;
		this.streams = streams;
	}

	Mono<ServerResponse> unassigned(ServerRequest request) {
		return this.listings.answer(request, FaceRepository.ORDERS, Mono.fromSupplier(this.faces::unassigned));
	}

	Mono<ServerResponse> ignored(ServerRequest request) {
		return this.listings.answer(request, FaceRepository.ORDERS, Mono.fromSupplier(this.faces::ignored));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this::require).flatMap((face) -> Answers.json(face));
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> this.patches.apply(id, Json.read(body)))
				.then(Mono.defer(() -> require(id))))
			.flatMap((face) -> Answers.json(face));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap(
					(id) -> this.transactions
						.run(Mono.defer(() -> this.locks.lock(Set.of(id))
							.flatMap((found) -> this.locks.changed(found.values())
								.then(this.writer.delete(found.keySet())))))
						.filter((deleted) -> deleted > 0)
						.switchIfEmpty(Requests.missing(id)))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, FaceRepository.ORDERS,
				Mono.fromSupplier(() -> this.faces.rows(QueryParameters.of(request))));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return stream(request);
		}
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, Mono.defer(() -> create(Json.read(body)))));
	}

	private Mono<RequestResult> create(JsonNode body) {
		if (body.has("faces")) {
			return this.intake.store(Flux.fromIterable(Chunks.cut(FaceItem.readList(body), FaceIntake.CHUNK)))
				.collect(ArrayList<FaceResult>::new, List::addAll)
				.map((results) -> new RequestResult(HttpStatus.OK, null, counted(results)));
		}
		return this.intake.store(Flux.just(List.of(FaceItem.readSingle(body))))
			.single()
			.map((results) -> results.get(0).require())
			.flatMap(this::require)
			.map((face) -> new RequestResult(HttpStatus.CREATED, "/api/faces/" + face.id(), face));
	}

	private static Map<String, Object> counted(List<FaceResult> results) {
		Map<String, Object> counted = new LinkedHashMap<>();
		for (Status status : Status.values()) {
			counted.put(status.word(), results.stream().filter((result) -> result.status() == status).count());
		}
		counted.put("results", results);
		return counted;
	}

	private Mono<ServerResponse> stream(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_NDJSON, MediaType.APPLICATION_JSON);
		Idempotency.refuse(request, "a stream");
		NdjsonIntake lines = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
		Flux<List<FaceItem>> chunks = lines.chunks(FaceIntake.CHUNK)
			.map((chunk) -> chunk.stream().map(FaceItem::readLine).toList());
		return lines.answer(request, this.intake.store(chunks),
				new StreamTally<>(Map.of(), Stream.of(Status.values()).map(Status::word).toList(),
						Set.of(Status.CREATED.word()), (result) -> result.status().word()));
	}

	private Mono<Face> require(UUID id) {
		return this.faces.findById(id).switchIfEmpty(Requests.missing(id));
	}

}
