package dev.tintype.web.listing;

import java.util.List;
import java.util.Objects;

import dev.tintype.testing.Exchanges;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageTests {

	private static final List<String> THREE = List.of("a", "b", "c");

	@Test
	void extraRowMeansThatNextPageExists() {
		Page<String> page = page("/?per_page=2", THREE, 5L);
		assertThat(page).isEqualTo(new Page<>(List.of("a", "b"), 5L, 1, 3L, 2, cursor("b").encode()));
	}

	@Test
	void lastPageHasNoNextCursor() {
		Page<String> page = page("/?per_page=3&page=2", THREE, 6L);
		assertThat(page).isEqualTo(new Page<>(THREE, 6L, 2, 2L, 3, null));
		assertThat(links("/?per_page=3&page=2", THREE)).isEqualTo("""
				</?per_page=3&page=1>; rel="prev", </?per_page=3>; rel="first\"""");
	}

	@Test
	void writeReturnsSameBytesAsMapper() {
		for (Page<String> page : List.of(page("/?per_page=2", THREE, 5L), page("/", List.of(), 0L),
				page("/?after=x&per_page=1", THREE, null), page("/?count=none", List.of("a"), null))) {
			assertThat(page.write((row, json) -> json.text(row))).isEqualTo(Json.MAPPER.writeValueAsBytes(page));
		}
	}

	@Test
	void emptyListingHasNoPages() {
		assertThat(page("/", List.of(), 0L)).isEqualTo(new Page<>(List.of(), 0L, 1, 0L, 50, null));
	}

	@Test
	void pageAfterCursorHasNoNumber() {
		assertThat(PageRequest.of(QueryParameters.of(Exchanges.get("/?after=x&page=7"))))
			.isEqualTo(new PageRequest(1, 50, "x", false));
		Page<String> page = page("/?after=x&per_page=2", THREE, null);
		assertThat(page.page()).isNull();
		assertThat(page.total()).isNull();
		assertThat(page.pages()).isNull();
		assertThat(page.next()).isNotNull();
	}

	@Test
	void totalIsLeftOutOnRequest() {
		assertThat(PageRequest.of(QueryParameters.of(Exchanges.get("/?count=none"))).counted()).isFalse();
		assertThat(PageRequest.of(QueryParameters.of(Exchanges.get("/?count=exact"))).counted()).isTrue();
		assertThat(PageRequest.of(QueryParameters.of(Exchanges.get("/"))).counted()).isTrue();
		Page<String> page = page("/?count=none", THREE, null);
		assertThat(page).isEqualTo(new Page<>(THREE, null, 1, null, 50, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "page=0", "page=x", "per_page=0", "per_page=501", "count=some", "after=%00" })
	void invalidPageRequestsAreRefused(String query) {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?" + query));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PageRequest.of(parameters));
	}

	@Test
	void offsetOfFarPageDoesNotOverflow() {
		assertThat(new PageRequest(Integer.MAX_VALUE, 500, null, true).offset()).isEqualTo(1_073_741_823_000L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "search=a%20b&sort=-size", "search=a=b", "search=a[1]", "search=%E4%B8%AD%26&x", "a=1&a=2",
			"search=%25;'*!$,/?:@", "=x" })
	void linksKeepOtherParameters(String others) {
		String next = cursor("b").encode();
		assertThat(links("/api/images?page=3&" + others + "&per_page=2", THREE))
			.isEqualTo("</api/images?%1$s&per_page=2&after=%2$s>; rel=\"next\", ".formatted(others, next)
					+ "</api/images?%1$s&per_page=2&page=2>; rel=\"prev\", ".formatted(others)
					+ "</api/images?%1$s&per_page=2>; rel=\"first\"".formatted(others));
	}

	@Test
	void nextLinkReplacesCursor() {
		assertThat(links("/a%20b?after=x&per_page=2", THREE)).isEqualTo("</a%20b?per_page=2&after="
				+ cursor("b").encode() + ">; rel=\"next\", </a%20b?per_page=2>; rel=\"first\"");
	}

	private static Page<String> page(String url, List<String> rows, @Nullable Long total) {
		return Page.of(rows, total, asked(Exchanges.get(url)), PageTests::cursor);
	}

	private static @Nullable String links(String url, List<String> rows) {
		ServerRequest request = Exchanges.get(url);
		PageRequest asked = asked(request);
		return Objects
			.requireNonNull(Page.of(rows, null, asked, PageTests::cursor).answer(request, asked, new byte[0]).block())
			.headers()
			.getFirst(HttpHeaders.LINK);
	}

	private static PageRequest asked(ServerRequest request) {
		return PageRequest.of(QueryParameters.of(request));
	}

	private static Cursor cursor(String row) {
		return new Cursor("names", List.of(row), 0);
	}

}
