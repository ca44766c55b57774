package dev.tintype.security.access;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tintype.security.credential.Scope;
import dev.tintype.web.route.RouteTable;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which scope a request needs. The route of a request is found by the same match that
 * leads to its handler, so that no spelling of a path can get around this table. A test
 * fails for a route without a row, and for a row without a route.
 */
class AccessTable {

	/** One row for each path, with the scope of each of its methods. */
	private static final String ROUTES = """
			/                                          GET read
			/api/ai-prompts                            GET read, POST write
			/api/ai-prompts/effective                  GET read
			/api/ai-prompts/reset-to-defaults          POST write
			/api/ai-prompts/{id}                       GET read, PATCH write, DELETE write
			/api/assets                                POST write
			/api/assets/conflicts                      GET read
			/api/assets/conflicts/{id}                 POST write
			/api/assets/restore                        POST write
			/api/assets/trash                          GET read, POST write, DELETE admin
			/api/assets/{id}                           GET read, DELETE write
			/api/assets/{id}/history                   GET read
			/api/assets/{id}/replace                   POST write
			/api/captions                              POST write, DELETE admin
			/api/captions/choose                       POST write
			/api/captions/compare                      GET read
			/api/captions/duplicates                   GET read
			/api/captions/edit                         POST write
			/api/captions/export                       GET read, POST write
			/api/captions/import                       POST write
			/api/captions/models                       GET read
			/api/captions/operations                   GET read
			/api/captions/operations/{id}              GET read
			/api/captions/operations/{id}/captions     GET read
			/api/captions/operations/{id}/redo         POST write
			/api/captions/operations/{id}/undo         POST write
			/api/captions/runs                         GET read, POST write
			/api/captions/runs/{id}                    GET read
			/api/captions/runs/{id}/cancel             POST write
			/api/captions/runs/{id}/claims             POST write
			/api/captions/runs/{id}/failures           GET read
			/api/captions/runs/{id}/failures/retry     POST write
			/api/captions/runs/{id}/heartbeat          POST write
			/api/captions/runs/{id}/pause              POST write
			/api/captions/runs/{id}/release            POST write
			/api/captions/runs/{id}/results            POST write
			/api/captions/runs/{id}/resume             POST write
			/api/captions/sidecars                     POST write
			/api/captions/stats                        GET read
			/api/captions/tags                         GET read
			/api/changes                               GET read
			/api/chat/messages/{id}                    GET read, DELETE write
			/api/chat/search                           GET read
			/api/chat/threads                          GET read, POST write
			/api/chat/threads/{thread_id}              DELETE write
			/api/chat/threads/{thread_id}/context      GET read
			/api/chat/threads/{thread_id}/messages     GET read, POST write
			/api/collections                           GET read, POST write
			/api/collections/preview                   POST read
			/api/collections/{id}                      GET read, PATCH write, DELETE write
			/api/collections/{id}/photos               GET read, POST write, DELETE write
			/api/database/backup                       POST admin
			/api/database/compatibility                GET admin
			/api/database/health                       GET read
			/api/database/migrations                   GET admin
			/api/database/pool                         GET admin
			/api/database/stats                        GET admin
			/api/documents                             GET read, POST write
			/api/documents/count                       GET read
			/api/documents/ingest-batch                POST write
			/api/documents/ingest-directory            POST write
			/api/documents/ingest-file                 POST write
			/api/documents/search                      GET read
			/api/documents/upload                      POST write
			/api/documents/{code}                      GET read, PUT write, PATCH write, DELETE write
			/api/events                                GET read, POST write
			/api/events/detect                         GET read
			/api/events/holiday-sets                   GET read
			/api/events/{id}                           GET read, PATCH write, DELETE write
			/api/faces                                 GET read, POST write
			/api/faces/assign                          POST write
			/api/faces/batch-assign                    POST write
			/api/faces/ignore                          POST write
			/api/faces/ignored                         GET read
			/api/faces/suggestions                     GET read
			/api/faces/unassigned                      GET read
			/api/faces/unignore                        POST write
			/api/faces/{id}                            GET read, PATCH write, DELETE write
			/api/faces/{id}/crop                       GET read
			/api/faces/{id}/ignore                     POST write
			/api/faces/{id}/suggestions                GET read
			/api/faces/{id}/unignore                   POST write
			/api/filters/{listing}                     GET read
			/api/folders                               GET read
			/api/images                                GET read, POST write, DELETE admin
			/api/images/buckets                        GET read
			/api/images/delete                         POST write
			/api/images/facets                         GET read
			/api/images/known                          POST read
			/api/images/outline                        GET read
			/api/images/paths                          POST read
			/api/images/register-files                 POST write
			/api/images/register-folder                POST write
			/api/images/scan-folder                    POST read
			/api/images/thumbnails/warm                POST write
			/api/images/{id}                           GET read, DELETE write
			/api/images/{id}/caption                   PUT write, DELETE write
			/api/images/{id}/captions                  GET read
			/api/images/{id}/captions/{caption_id}/restore  POST write
			/api/images/{id}/content                   GET read, PUT write
			/api/images/{id}/metadata                  GET read
			/api/images/{id}/path                      GET read
			/api/images/{id}/position                  GET read
			/api/images/{id}/thumbnail                 GET read
			/api/jobs                                  GET read
			/api/jobs/{id}                             GET read, DELETE write
			/api/jobs/{id}/cancel                      POST write
			/api/jobs/{id}/events                      GET read
			/api/jobs/{id}/file                        GET read
			/api/jobs/{id}/retry                       POST write
			/api/keys                                  GET admin, POST admin
			/api/keys/{id}                             DELETE admin
			/api/library/activity                      GET read
			/api/library/operations/{id}/undo          POST write
			/api/library/stats                         GET read
			/api/locations                             GET read, POST write
			/api/locations/hotspots                    GET read
			/api/locations/near                        GET read
			/api/locations/stats                       GET read
			/api/locations/{id}                        GET read, PATCH write, DELETE write
			/api/locations/{id}/photos                 GET read
			/api/people                                GET read, POST write
			/api/people/merges/{id}/undo               POST write
			/api/people/{id}                           GET read, PATCH write, DELETE write
			/api/people/{id}/merge                     POST write
			/api/people/{id}/photos                    GET read
			/api/people/{id}/relationships             GET read
			/api/people/{id}/thumbnail                 PUT write
			/api/photos                                GET read
			/api/photos/batch                          POST write
			/api/photos/bursts                         GET read
			/api/photos/bursts/resolve                 POST write
			/api/photos/duplicates                     GET read
			/api/photos/duplicates/dismiss             POST write
			/api/photos/duplicates/resolve             POST write
			/api/photos/search                         POST read
			/api/photos/timeline                       GET read
			/api/photos/{id}                           GET read, PATCH write
			/api/photos/{id}/content                   GET read
			/api/photos/{id}/demote                    POST write
			/api/photos/{id}/embed                     POST write
			/api/photos/{id}/process                   POST write
			/api/photos/{id}/promote                   POST write
			/api/photos/{id}/reinstate                 POST write
			/api/photos/{id}/reject                    POST write
			/api/photos/{id}/reprocess                 POST write
			/api/photos/{id}/similar                   GET read
			/api/photos/{id}/tags                      PATCH write
			/api/photos/{id}/thumbnail                 GET read
			/api/photos/{id}/xmp                       GET read
			/api/prompts                               GET read, POST write
			/api/prompts/batch                         POST write
			/api/prompts/cleanup                       POST admin
			/api/prompts/export                        GET read
			/api/prompts/popular                       GET read
			/api/prompts/recent                        GET read
			/api/prompts/search                        GET read
			/api/prompts/stats/overview                GET read
			/api/prompts/{id}                          GET read, PATCH write, DELETE write
			/api/prompts/{id}/images                   GET read
			/api/prompts/{id}/thumbnail                GET read
			/api/relationships                         POST write
			/api/relationships/{id}                    PATCH write, DELETE write
			/api/session                               GET read, POST none, DELETE read
			/api/settings                              GET read
			/api/settings/naming-patterns              GET read
			/api/settings/{key}                        GET read, PUT admin, DELETE admin
			/api/tags                                  GET read, POST write
			/api/tags/{id}                             PATCH write, DELETE write
			/api/users                                 GET admin, POST admin
			/api/users/{id}                            PATCH admin, DELETE admin
			/captions                                  GET read
			/docs                                      GET read
			/images/{id}                               GET read
			/problems                                  GET none
			/problems/{slug}                           GET none
			/sign-in                                   GET none
			/v3/api-docs                               GET read
			/v3/api-docs.yaml                          GET read
			/web/{version:[0-9a-f]+}/{*path}           GET none
			""";

	/** What Actuator and static files serve. Every other address of theirs needs READ. */
	static final List<String> PUBLIC_FILES = List.of("/actuator/health", "/actuator/health/liveness",
			"/actuator/health/readiness", "/web/**");

	private static final String NONE = "none";

	private final RouteTable routes;

	private final Map<RouteTable.Route, Access> access = new IdentityHashMap<>();

	private final List<PathPattern> publicFiles = PUBLIC_FILES.stream()
		.map(PathPatternParser.defaultInstance::parse)
		.toList();

	AccessTable(RouteTable routes) {
		this.routes = routes;
		Map<String, Access> rows = rows();
		// A route without a row is closed, and fails the test.
		routes.routes()
			.forEach((route) -> this.access.put(route, rows.getOrDefault(name(route), new Access(Scope.ADMIN))));
	}

	/**
	 * Returns the rows.
	 * @return by method and path
	 */
	static Map<String, Access> rows() {
		Map<String, Access> rows = new LinkedHashMap<>();
		ROUTES.lines().map((line) -> line.split(" +", 2)).forEach((row) -> {
			for (String entry : row[1].split(", ")) {
				String[] methodAndScope = entry.split(" ");
				Access before = rows.put(methodAndScope[0] + " " + row[0], Access.of(methodAndScope[1]));
				if (before != null) {
					throw new IllegalStateException("Two rows are about " + row[0]);
				}
			}
		});
		return rows;
	}

	/**
	 * Names a route as the rows do.
	 */
	static String name(RouteTable.Route route) {
		return route.method() + " " + route.pattern().getPatternString();
	}

	/**
	 * Finds the scope that a request needs.
	 * @return null if it needs no credentials
	 */
	@Nullable Scope required(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		HttpMethod method = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
		PathContainer path = request.getPath().pathWithinApplication();
		RouteTable.Match match = this.routes.find(exchange.getAttributes(), method, path);
		if (match != null) {
			Access found = this.access.get(match.route());
			return (found != null) ? found.scope() : Scope.ADMIN;
		}
		boolean isPublic = (method.equals(HttpMethod.GET)
				&& this.publicFiles.stream().anyMatch((pattern) -> pattern.matches(path)))
				|| CorsUtils.isPreFlightRequest(request);
		return isPublic ? null : Scope.READ;
	}

	/**
	 * What a route needs.
	 *
	 * @param scope null for nothing
	 */
	record Access(@Nullable Scope scope) {

		static Access of(String word) {
			return new Access(word.equals(NONE) ? null : Scope.valueOf(word.toUpperCase(Locale.ROOT)));
		}

	}

}
