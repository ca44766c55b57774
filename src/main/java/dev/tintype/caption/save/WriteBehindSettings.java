package dev.tintype.caption.save;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of write-behind.
 *
 * @param capacity the maximum number of captions in the queue
 */
@ConfigurationProperties("tintype.write-behind")
record WriteBehindSettings(@DefaultValue("100000") int capacity) {
}
