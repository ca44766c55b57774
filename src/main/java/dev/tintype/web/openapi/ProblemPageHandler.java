package dev.tintype.web.openapi;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * Serves the pages that explain the types of problems.
 */
@Component
class ProblemPageHandler {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<title>%1$s</title>
			<link rel="stylesheet" href="/docs/page.css">
			</head>
			<body>
			<main>
			<h1>%1$s</h1>
			%2$s
			</main>
			</body>
			</html>
			""";

	Mono<ServerResponse> list(ServerRequest request) {
		String rows = Arrays.stream(ProblemType.values())
			.map((type) -> "<dt>%d <a href=\"%s\">%s</a></dt>\n<dd>%s</dd>".formatted(type.status().value(), type.uri(),
					HtmlUtils.htmlEscape(type.title()), HtmlUtils.htmlEscape(type.explanation())))
			.collect(Collectors.joining("\n"));
		return answer("Problems", "<dl>\n" + rows + "\n</dl>");
	}

	Mono<ServerResponse> get(ServerRequest request) {
		String slug = request.pathVariable("slug");
		return Arrays.stream(ProblemType.values())
			.filter((type) -> type.slug().equals(slug))
			.findFirst()
			.map(ProblemPageHandler::page)
			.orElseGet(() -> Mono.error(ProblemException.notFound("There is no problem type with this name.")));
	}

	private static Mono<ServerResponse> page(ProblemType type) {
		return answer(type.title(), """
				<p>Status %d, type <code>%s</code></p>
				<p>%s</p>
				<p><a href="/problems">All problems</a> · <a href="/docs">All endpoints</a></p>"""
			.formatted(type.status().value(), type.uri(), HtmlUtils.htmlEscape(type.explanation())));
	}

	private static Mono<ServerResponse> answer(String title, String content) {
		return ServerResponse.ok()
			.contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
			.bodyValue(PAGE.formatted(HtmlUtils.htmlEscape(title), content));
	}

}
