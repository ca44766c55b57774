package dev.tintype.caption.save;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be accepted before it is written.
 *
 * @param capacity the most captions that wait
 */
@ConfigurationProperties("tintype.write-behind")
record WriteBehindSettings(@DefaultValue("100000") int capacity) {
}
