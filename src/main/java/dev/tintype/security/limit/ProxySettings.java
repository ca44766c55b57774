package dev.tintype.security.limit;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the proxies in front of the service.
 *
 * @param trustedProxies addresses and CIDR ranges of proxies whose forwarded headers
 * count
 */
@ConfigurationProperties("tintype.server")
record ProxySettings(@DefaultValue List<String> trustedProxies) {

}
