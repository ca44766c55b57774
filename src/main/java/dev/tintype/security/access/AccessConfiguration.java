package dev.tintype.security.access;

import java.util.List;
import java.util.Set;

import dev.tintype.security.credential.Credentials;
import dev.tintype.security.limit.ClientAddresses;
import dev.tintype.security.limit.RequestLimits;
import dev.tintype.security.session.SessionCookies;
import dev.tintype.support.ServiceOnly;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.route.RouteTable;
import dev.tintype.web.security.CredentialsRequired;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authorization.AuthorizationWebFilter;
import org.springframework.security.web.server.authorization.ExceptionTranslationWebFilter;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/**
 * Puts Spring Security into the chain: after the edge, which has settled host, path and
 * method, and before the router. There are two chains, because only a session needs the
 * check for forged requests.
 */
@Configuration(proxyBeanMethods = false)
@ServiceOnly
@Conditional(CredentialsRequired.class)
class AccessConfiguration {

	private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.TRACE);

	@Bean
	@Order(-100)
	WebFilter securityFilter(RouteTable routes, Credentials credentials, RequestLimits limits, ClientAddresses clients,
			SessionCookies cookies, ObjectProvider<ReactiveJwtDecoder> decoder) {
		Refusals refusals = new Refusals(limits, clients, cookies);
		AuthenticationWebFilter authentication = new AuthenticationWebFilter(
				new CredentialCheck(credentials, decoder.getIfAvailable()));
		authentication.setServerAuthenticationConverter(new RequestCredentials());
		Admission admission = new Admission(limits, credentials);
		authentication.setAuthenticationSuccessHandler(admission);
		authentication.setAuthenticationFailureHandler(refusals);
		ExceptionTranslationWebFilter translation = new ExceptionTranslationWebFilter();
		translation.setAuthenticationEntryPoint(refusals);
		Authorization scopes = new Authorization(new AccessTable(routes));
		WebFilter authorization = new AuthorizationWebFilter(scopes);
		WebFilterChainProxy proxy = new WebFilterChainProxy(
				new MatcherSecurityWebFilterChain(AccessConfiguration::hasNoSession,
						List.of(authentication, translation, authorization)),
				new MatcherSecurityWebFilterChain(ServerWebExchangeMatchers.anyExchange(),
						List.of(authentication, csrf(cookies), translation, authorization)));
		// The strict firewall refuses codes of documents with a slash or a percent sign.
		// The edge has refused malformed addresses already (ADR 32).
		proxy.setFirewall(ServerWebExchangeFirewall.INSECURE_NOOP);
		return new KnownKeyFilter(proxy, credentials, admission, scopes);
	}

	private static CsrfWebFilter csrf(SessionCookies cookies) {
		CsrfWebFilter filter = new CsrfWebFilter();
		filter.setCsrfTokenRepository(cookies);
		filter.setRequestHandler(new CsrfHeader());
		filter.setRequireCsrfProtectionMatcher(AccessConfiguration::isWriteOfSession);
		filter.setAccessDeniedHandler((exchange, denied) -> Mono
			.error(new ProblemException(ProblemType.CSRF, ProblemType.CSRF.explanation())));
		return filter;
	}

	private static Mono<MatchResult> hasNoSession(ServerWebExchange exchange) {
		return (RequestCredentials.hasHeader(exchange.getRequest().getHeaders())
				|| SessionCookies.token(exchange) == null) ? MatchResult.match() : MatchResult.notMatch();
	}

	// At the sign-in, an old cookie authenticates nobody.
	private static Mono<MatchResult> isWriteOfSession(ServerWebExchange exchange) {
		return (!READING.contains(exchange.getRequest().getMethod()) && Caller.of(exchange).principal() != null)
				? MatchResult.match() : MatchResult.notMatch();
	}

}
