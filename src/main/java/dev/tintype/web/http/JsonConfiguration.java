package dev.tintype.web.http;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes Spring's codecs read and write JSON in the same way as {@link Json}.
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

	@Bean
	JsonMapper jsonMapper() {
		return Json.MAPPER;
	}

}
