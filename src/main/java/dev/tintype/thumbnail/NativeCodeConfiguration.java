package dev.tintype.thumbnail;

import java.nio.file.Path;

import dev.tintype.decode.NativeCode;
import dev.tintype.support.DataSettings;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets native code be unpacked below the data folder, and tells Actuator what became of
 * it.
 */
@Configuration(proxyBeanMethods = false)
class NativeCodeConfiguration {

	@Bean
	NativeCode nativeCode(DataSettings data) {
		NativeCode code = NativeCode.get();
		code.unpackInto(data.dataDir().resolve("native"));
		return code;
	}

	// Up also without native code: everything else works.
	@Bean
	HealthIndicator picturesHealthIndicator(NativeCode code) {
		return () -> {
			Health.Builder health = Health.up()
				.withDetail("webp", code.hasWebp() ? "available" : "unavailable")
				.withDetail("jpeg", code.hasJpeg() ? "reduced while it is decoded" : "decoded whole");
			Path folder = code.folder();
			return health
				.withDetail("native_code", (folder != null) ? folder.toString()
						: "not loaded: programs can run neither from the data folder nor from the temporary folder")
				.build();
		};
	}

}
