package dev.tintype.web.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of who may use the service.
 *
 * @param insecure whether the service may listen on an address that others reach,
 * although it has no authentication
 */
@ConfigurationProperties("tintype.security")
record SecuritySettings(@DefaultValue("false") boolean insecure) {

}
