package dev.tintype.security.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.tintype.security.credential.Scope;
import dev.tintype.web.route.RouteTable;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which scope a request needs. The route of a request is found by the same match that
 * leads to its handler, so that no spelling of a path can get around this table. A test
 * fails for a route without a row, and for a row without a route.
 */
class AccessTable {

	/** One row for each route: scope, method and path. */
	private static final String ROUTES = """
			read  GET    /
			read  GET    /api/ai-prompts
			write POST   /api/ai-prompts
			read  GET    /api/ai-prompts/effective
			write POST   /api/ai-prompts/reset-to-defaults
			write DELETE /api/ai-prompts/{id}
			read  GET    /api/ai-prompts/{id}
			write PATCH  /api/ai-prompts/{id}
			write POST   /api/assets
			read  GET    /api/assets/conflicts
			write POST   /api/assets/conflicts/{id}
			write POST   /api/assets/restore
			admin DELETE /api/assets/trash
			read  GET    /api/assets/trash
			write POST   /api/assets/trash
			write DELETE /api/assets/{id}
			read  GET    /api/assets/{id}
			read  GET    /api/assets/{id}/history
			write POST   /api/assets/{id}/replace
			admin DELETE /api/captions
			write POST   /api/captions
			write DELETE /api/chat/messages/{id}
			read  GET    /api/chat/messages/{id}
			read  GET    /api/chat/search
			read  GET    /api/chat/threads
			write POST   /api/chat/threads
			write DELETE /api/chat/threads/{thread_id}
			read  GET    /api/chat/threads/{thread_id}/context
			read  GET    /api/chat/threads/{thread_id}/messages
			write POST   /api/chat/threads/{thread_id}/messages
			read  GET    /api/collections
			write POST   /api/collections
			read  POST   /api/collections/preview
			write DELETE /api/collections/{id}
			read  GET    /api/collections/{id}
			write PATCH  /api/collections/{id}
			write DELETE /api/collections/{id}/photos
			read  GET    /api/collections/{id}/photos
			write POST   /api/collections/{id}/photos
			admin GET    /api/database/compatibility
			read  GET    /api/database/health
			admin GET    /api/database/migrations
			admin GET    /api/database/pool
			admin GET    /api/database/stats
			read  GET    /api/documents
			write POST   /api/documents
			read  GET    /api/documents/count
			write POST   /api/documents/ingest-batch
			write POST   /api/documents/ingest-directory
			write POST   /api/documents/ingest-file
			read  GET    /api/documents/search
			write POST   /api/documents/upload
			write DELETE /api/documents/{code}
			read  GET    /api/documents/{code}
			write PATCH  /api/documents/{code}
			write PUT    /api/documents/{code}
			read  GET    /api/events
			write POST   /api/events
			read  GET    /api/events/detect
			read  GET    /api/events/holiday-sets
			write DELETE /api/events/{id}
			read  GET    /api/events/{id}
			write PATCH  /api/events/{id}
			read  GET    /api/faces
			write POST   /api/faces
			write POST   /api/faces/assign
			write POST   /api/faces/batch-assign
			write POST   /api/faces/ignore
			read  GET    /api/faces/ignored
			read  GET    /api/faces/suggestions
			read  GET    /api/faces/unassigned
			write POST   /api/faces/unignore
			write DELETE /api/faces/{id}
			read  GET    /api/faces/{id}
			write PATCH  /api/faces/{id}
			read  GET    /api/faces/{id}/crop
			write POST   /api/faces/{id}/ignore
			read  GET    /api/faces/{id}/suggestions
			write POST   /api/faces/{id}/unignore
			read  GET    /api/filters/{listing}
			admin DELETE /api/images
			read  GET    /api/images
			write POST   /api/images
			read  POST   /api/images/paths
			write POST   /api/images/register-files
			write POST   /api/images/register-folder
			read  POST   /api/images/scan-folder
			write DELETE /api/images/{id}
			read  GET    /api/images/{id}
			write DELETE /api/images/{id}/caption
			write PUT    /api/images/{id}/caption
			read  GET    /api/images/{id}/captions
			read  GET    /api/images/{id}/content
			write PUT    /api/images/{id}/content
			read  GET    /api/images/{id}/path
			read  GET    /api/images/{id}/thumbnail
			admin GET    /api/keys
			admin POST   /api/keys
			admin DELETE /api/keys/{id}
			read  GET    /api/library/activity
			write POST   /api/library/operations/{id}/undo
			read  GET    /api/library/stats
			read  GET    /api/locations
			write POST   /api/locations
			read  GET    /api/locations/hotspots
			read  GET    /api/locations/near
			read  GET    /api/locations/stats
			write DELETE /api/locations/{id}
			read  GET    /api/locations/{id}
			write PATCH  /api/locations/{id}
			read  GET    /api/locations/{id}/photos
			read  GET    /api/people
			write POST   /api/people
			write POST   /api/people/merges/{id}/undo
			write DELETE /api/people/{id}
			read  GET    /api/people/{id}
			write PATCH  /api/people/{id}
			write POST   /api/people/{id}/merge
			read  GET    /api/people/{id}/photos
			read  GET    /api/people/{id}/relationships
			write PUT    /api/people/{id}/thumbnail
			read  GET    /api/photos
			write POST   /api/photos/batch
			read  GET    /api/photos/bursts
			write POST   /api/photos/bursts/resolve
			read  GET    /api/photos/duplicates
			write POST   /api/photos/duplicates/dismiss
			write POST   /api/photos/duplicates/resolve
			read  POST   /api/photos/search
			read  GET    /api/photos/timeline
			read  GET    /api/photos/{id}
			write PATCH  /api/photos/{id}
			read  GET    /api/photos/{id}/content
			write POST   /api/photos/{id}/demote
			write POST   /api/photos/{id}/embed
			write POST   /api/photos/{id}/process
			write POST   /api/photos/{id}/promote
			write POST   /api/photos/{id}/reinstate
			write POST   /api/photos/{id}/reject
			write POST   /api/photos/{id}/reprocess
			read  GET    /api/photos/{id}/similar
			write PATCH  /api/photos/{id}/tags
			read  GET    /api/photos/{id}/thumbnail
			read  GET    /api/photos/{id}/xmp
			read  GET    /api/prompts
			write POST   /api/prompts
			write POST   /api/prompts/batch
			admin POST   /api/prompts/cleanup
			read  GET    /api/prompts/export
			read  GET    /api/prompts/popular
			read  GET    /api/prompts/recent
			read  GET    /api/prompts/search
			read  GET    /api/prompts/stats/overview
			write DELETE /api/prompts/{id}
			read  GET    /api/prompts/{id}
			write PATCH  /api/prompts/{id}
			read  GET    /api/prompts/{id}/images
			read  GET    /api/prompts/{id}/thumbnail
			write POST   /api/relationships
			write DELETE /api/relationships/{id}
			write PATCH  /api/relationships/{id}
			read  DELETE /api/session
			read  GET    /api/session
			none  POST   /api/session
			read  GET    /api/settings
			read  GET    /api/settings/naming-patterns
			admin DELETE /api/settings/{key}
			read  GET    /api/settings/{key}
			admin PUT    /api/settings/{key}
			read  GET    /api/tags
			write POST   /api/tags
			write DELETE /api/tags/{id}
			write PATCH  /api/tags/{id}
			admin GET    /api/users
			admin POST   /api/users
			admin DELETE /api/users/{id}
			admin PATCH  /api/users/{id}
			read  GET    /docs
			none  GET    /problems
			none  GET    /problems/{slug}
			none  GET    /sign-in
			read  GET    /v3/api-docs
			read  GET    /v3/api-docs.yaml
			""";

	/** What Actuator and static files serve. Every other address of theirs needs READ. */
	static final List<String> PUBLIC_FILES = List.of("/actuator/health", "/actuator/health/liveness",
			"/actuator/health/readiness", "/web/**");

	private static final String NONE = "none";

	private final RouteTable routes;

	private final Map<RouteTable.Route, Access> access;

	private final List<PathPattern> publicFiles = PUBLIC_FILES.stream()
		.map(PathPatternParser.defaultInstance::parse)
		.toList();

	AccessTable(RouteTable routes) {
		this.routes = routes;
		Map<String, Access> rows = rows();
		// A route without a row is closed, and fails the test.
		this.access = routes.routes()
			.stream()
			.collect(Collectors.toUnmodifiableMap((route) -> route,
					(route) -> rows.getOrDefault(name(route), new Access(Scope.ADMIN)), (first, second) -> first));
	}

	/**
	 * Returns the rows.
	 * @return by method and path
	 */
	static Map<String, Access> rows() {
		Map<String, Access> rows = new LinkedHashMap<>();
		ROUTES.lines().map((line) -> line.split(" +")).forEach((row) -> {
			Access before = rows.put(row[1] + " " + row[2],
					new Access(row[0].equals(NONE) ? null : Scope.valueOf(row[0].toUpperCase(java.util.Locale.ROOT))));
			if (before != null) {
				throw new IllegalStateException("Two rows are about " + row[1] + " " + row[2]);
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
	@Nullable Scope required(ServerHttpRequest request) {
		HttpMethod method = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
		PathContainer path = request.getPath().pathWithinApplication();
		RouteTable.Match match = this.routes.find(method, path);
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
	}

}
