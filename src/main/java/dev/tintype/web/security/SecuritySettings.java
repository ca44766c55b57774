package dev.tintype.web.security;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of who may use the service.
 *
 * @param required whether the service asks for credentials although it listens on
 * loopback
 * @param insecure whether an exposed service asks nobody for credentials
 * @param allowedOrigins origins whose pages may call the service, such as
 * {@code https://app.example}
 * @param rateLimit how many requests one principal may send
 */
@ConfigurationProperties("tintype.security")
public record SecuritySettings(@DefaultValue("false") boolean required, @DefaultValue("false") boolean insecure,
		@DefaultValue List<String> allowedOrigins, @DefaultValue RateLimit rateLimit) {

	/**
	 * How many requests a key, a user or a subject may send to one instance.
	 *
	 * @param perSecond requests a second; 0 is no limit
	 * @param burst the most requests at once
	 */
	public record RateLimit(@DefaultValue("200") int perSecond, @DefaultValue("400") int burst) {

	}

}
