package dev.tintype.data.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InstanceTests {

	@ParameterizedTest
	@CsvSource({ "web-1, web-1", "Studio.Local, studio.local", "'', tintype", "-läptop!, lptop" })
	void defaultIdHasHostNameAndRandomCharacters(String host, String expected) {
		assertThat(Instance.name(host)).matches("\\Q" + expected + "\\E-[0-9a-z]{6}");
		assertThat(Instance.name(host)).isNotEqualTo(Instance.name(host));
		assertThat(new Instance(Instance.name("h".repeat(200))).id()).hasSize(87);
	}

	@Test
	void idOfSettingsIsKept() {
		assertThat(new Instance("pod-7:a").id()).isEqualTo("pod-7:a");
		Instance unset = new Instance("");
		assertThat(unset.id()).isNotEmpty().isEqualTo(unset.id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "two words", "-", "a\n", "ä" })
	void idWithOtherCharactersIsRefused(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Instance(id))
			.withMessageContaining("TINTYPE_INSTANCEID");
	}

}
