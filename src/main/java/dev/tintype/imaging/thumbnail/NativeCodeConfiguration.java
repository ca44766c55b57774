package dev.tintype.imaging.thumbnail;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.support.DataSettings;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes native code unpack into the data folder, provides the decoder that uses it, and
 * reports to Actuator whether it is loaded.
 */
@Configuration(proxyBeanMethods = false)
class NativeCodeConfiguration {

	@Bean
	NativeCode nativeCode(DataSettings data) {
		NativeCode code = NativeCode.get();
		code.unpackInto(data.dataDir().resolve("native"));
		return code;
	}

	// All users of the decoder share its limit of memory.
	@Bean
	PictureDecoder pictureDecoder(PictureSettings settings, NativeCode code) {
		return new PictureDecoder(settings, code);
	}

	// Reports UP also without native code, because everything else works.
	@Bean
	HealthIndicator picturesHealthIndicator(NativeCode code) {
		return () -> {
			Health.Builder health = Health.up()
				.withDetail("webp", code.hasWebp() ? "available" : "unavailable")
				.withDetail("jpeg", code.hasJpeg() ? "reduced while it is decoded" : "decoded whole");
			if (!code.hasWebp() || !code.hasJpeg()) {
				health.withDetail("warning", """
						Native code cannot be loaded. It needs a folder from which programs can run: "native" in the \
						data folder (TINTYPE_DATA_DIR), or the temporary folder (java.io.tmpdir).""");
			}
			return health.build();
		};
	}

}
