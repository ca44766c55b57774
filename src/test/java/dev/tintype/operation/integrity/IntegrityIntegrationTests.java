package dev.tintype.operation.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.Damages.Damage;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Damages rows and schema, and therefore uses its own database.
 */
@IntegrationTest
@TestPropertySource(properties = "tintype.db.max-connections=4")
@DirtiesContext
class IntegrityIntegrationTests {

	private final Integrity integrity;

	private final Planting planting;

	private final World world;

	IntegrityIntegrationTests(@Autowired Integrity integrity, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired DatabaseClient database, @Autowired Dialect dialect,
			@Autowired WebTestClient client, @Autowired Environment environment) throws IOException {
		this.integrity = integrity;
		this.planting = new Planting(statements, transactions, database, dialect);
		this.world = new World(new Http(client), environment);
	}

	@Test
	void eachDamageIsFoundByItsCheckAndRepairedOrReported() throws IOException {
		List<String> images = this.world.fill();
		fillLibraryByRepair();
		assertThat(dirty(inspect())).isEmpty();
		assertThat(inspect()).hasSizeGreaterThan(18);
		SoftAssertions softly = new SoftAssertions();
		for (Damage damage : Damages.all(this.planting.dialect(), images)) {
			softly.assertThatCode(() -> assertThat(run(damage)).isEqualTo(damage.expected()))
				.as(damage.sql())
				.doesNotThrowAnyException();
		}
		softly.assertAll();
		assertThat(dirty(inspect())).isEmpty();
		assertThat(this.planting.one("SELECT text FROM captions c JOIN images i ON i.caption_id = c.caption_id WHERE "
				+ "i.image_id = CAST('" + images.get(0) + "' AS UUID)"))
			.isEqualTo("Grandfather's boat");
	}

	/**
	 * Writes rows as another application does, and lets the repair derive their columns.
	 */
	private void fillLibraryByRepair() throws IOException {
		Path folder = Files.createDirectories(this.world.photos().resolve("foreign"));
		Foreign.rows(Files.write(folder.resolve("IMG_1.JPG"), new byte[1])).forEach(this.planting::run);
		assertThat(Objects.requireNonNull(this.integrity.repair(false).collectList().block())).allSatisfy((one) -> {
			assertThat(one.fault()).isNull();
			assertThat(one.before().fault()).isNull();
			assertThat(one.left()).as(one.before().name()).isZero();
		});
		assertThat(this.planting.one(Foreign.DERIVED)).isEqualTo(Foreign.EXPECTED);
	}

	@Test
	void onlyChosenChecksRun() {
		Set<String> names = Set.of("images.caption", "prompts.text");

		assertThat(Objects.requireNonNull(this.integrity.only(names).inspect(true).collectList().block()))
			.extracting(CheckResult::name)
			.containsExactly("images.caption", "prompts.text");
		assertThat(Objects.requireNonNull(this.integrity.only(names).inspect(false).collectList().block()))
			.extracting(CheckResult::name)
			.containsExactly("images.caption");
		assertThatIllegalArgumentException().isThrownBy(() -> this.integrity.only(Set.of("images.all")))
			.withMessageContaining("images.all");
	}

	/**
	 * Returns by check how many findings and repairs there were, without clean checks.
	 */
	private Map<String, List<Long>> run(Damage damage) {
		this.planting.run(damage.sql());
		damage.after().forEach(this.planting::execute);
		Map<String, String> before = this.planting.rows();
		List<CheckResult> found = inspect();
		assertThat(this.planting.rows()).as("an inspection changes nothing").isEqualTo(before);
		Map<String, List<Long>> result = repair(found);
		// What is left is among the findings of the next damage, or of the last
		// inspection.
		damage.undo().forEach(this.planting::run);
		return result;
	}

	private Map<String, List<Long>> repair(List<CheckResult> found) {
		List<RepairResult> repaired = Objects.requireNonNull(this.integrity.repair(true).collectList().block());
		assertThat(repaired).allSatisfy((one) -> assertThat(one.fault()).isNull());
		Map<String, Long> counts = found.stream()
			.filter((one) -> !one.isClean())
			.collect(Collectors.toMap(CheckResult::name, CheckResult::count));
		assertThat(found).allSatisfy((one) -> {
			assertThat(one.fault()).isNull();
			assertThat(one.details()).hasSize((int) one.count());
		});
		return repaired.stream()
			.filter((one) -> !one.before().isClean() || !one.after().isClean())
			.collect(Collectors.toMap((one) -> one.before().name(),
					(one) -> List.of(counts.getOrDefault(one.before().name(), 0L), one.repaired(), one.left())));
	}

	private List<CheckResult> inspect() {
		return Objects.requireNonNull(this.integrity.inspect(true).collectList().block());
	}

	private static List<CheckResult> dirty(List<CheckResult> results) {
		return results.stream().filter((result) -> !result.isClean()).toList();
	}

}
