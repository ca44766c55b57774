package dev.tintype;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import static org.assertj.core.api.Assertions.assertThat;

class ModularityTests {

	private final ApplicationModules modules = ApplicationModules.of(TintypeApplication.class);

	@Test
	void modulesUseOnlyWhatTheyMay() {
		assertThat(this.modules.verify()).isNotEmpty();
	}

	@Test
	void modulesAreDrawn() {
		new Documenter(this.modules).writeModulesAsPlantUml();
		assertThat(Path.of("target", "spring-modulith-docs", "components.puml")).isNotEmptyFile();
	}

}
