package dev.tintype.imaging.thumbnail;

import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

class ThumbnailSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(NativeCode.class, NativeCode::get)
		.withUserConfiguration(Module.class);

	@Test
	void settingsHaveDocumentedDefaults() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ThumbnailSettings.class).quality()).isEqualTo(80);
			assertThat(context).hasSingleBean(ThumbnailMaker.class).hasSingleBean(PictureProbe.class);
		});
	}

	@Test
	void qualityOutOfRangeIsRefused() {
		this.runner.withPropertyValues("tintype.thumbnails.quality=101")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ PictureSettings.class, ThumbnailSettings.class })
	@Import({ PictureDecoder.class, PictureProbe.class, PictureWorkers.class, ThumbnailMaker.class })
	static class Module {

	}

}
