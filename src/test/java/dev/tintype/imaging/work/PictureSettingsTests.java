package dev.tintype.imaging.work;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class PictureSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Module.class);

	@Test
	void settingsHaveDocumentedDefaults() {
		this.runner.run((context) -> {
			PictureSettings settings = context.getBean(PictureSettings.class);
			assertThat(settings.maxPixels()).isEqualTo(100_000_000);
			assertThat(settings.decodeTimeout()).isEqualTo(Duration.ofSeconds(20));
			assertThat(settings.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PictureSettings.class)
	static class Module {

	}

}
