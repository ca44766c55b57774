package dev.tintype.operation.integrity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Runs all checks, one after the other. They may run while the service writes, also in
 * another process.
 */
@Component
public class Integrity {

	/** How many findings of a check have a text. */
	static final int MOST_DETAILS = 100;

	private static final Logger LOG = LoggerFactory.getLogger(Integrity.class);

	private final List<IntegrityCheck> checks;

	@Autowired
	Integrity(ObjectProvider<IntegrityChecks> features) {
		this(features.orderedStream().flatMap((feature) -> feature.all().stream()).toList());
	}

	private Integrity(List<IntegrityCheck> checks) {
		this.checks = checks;
	}

	/**
	 * The names of the checks that apply to the database in use.
	 * @return in the order in which they run
	 */
	public List<String> names() {
		return this.checks.stream().map(IntegrityCheck::name).toList();
	}

	/**
	 * Chooses some of the checks. A deep check runs only if deep checks are requested,
	 * even if it is chosen.
	 * @param names of the checks
	 * @return the chosen checks only
	 * @throws IllegalArgumentException when a name is unknown
	 */
	public Integrity only(Set<String> names) {
		Set<String> unknown = new HashSet<>(names);
		names().forEach(unknown::remove);
		if (!unknown.isEmpty()) {
			throw new IllegalArgumentException("There is no check named " + String.join(", ", unknown));
		}
		return new Integrity(this.checks.stream().filter((check) -> names.contains(check.name())).toList());
	}

	/**
	 * Looks for damage and changes nothing.
	 * @param deep whether to read contents too
	 * @return one result per check, as soon as it ends; never an error
	 */
	public Flux<CheckResult> inspect(boolean deep) {
		return Flux.fromIterable(chosen(deep)).concatMap(Integrity::inspect, 1);
	}

	/**
	 * Looks for damage, repairs what can be repaired without losing what a person wrote,
	 * and looks again.
	 * @param deep whether to read contents too
	 * @return one result per check, after all repairs; never an error
	 */
	public Flux<RepairResult> repair(boolean deep) {
		return inspect(deep).collectList()
			.flatMapMany((found) -> Flux.fromIterable(found).concatMap(this::repair, 1))
			.collectList()
			.flatMapMany((repaired) -> Flux.fromIterable(repaired).concatMap(this::again, 1));
	}

	private List<IntegrityCheck> chosen(boolean deep) {
		return this.checks.stream().filter((check) -> deep || !check.deep()).toList();
	}

	private static Mono<CheckResult> inspect(IntegrityCheck check) {
		return Mono.defer(() -> {
			Tally tally = new Tally(MOST_DETAILS);
			return check.findings()
				.doOnNext(tally::add)
				.then(Mono.fromSupplier(() -> result(check, tally, null)))
				.onErrorResume((ex) -> Mono.just(result(check, tally, fault(check, ex))));
		});
	}

	private static CheckResult result(IntegrityCheck check, Tally tally, @Nullable String fault) {
		return new CheckResult(check.name(), check.description(), check.deep(), check.repairable(), tally.count(),
				tally.first(), fault);
	}

	private Mono<RepairResult> repair(CheckResult found) {
		IntegrityCheck check = check(found);
		Mono<Long> repair = check.repair();
		if (repair == null || found.count() == 0) {
			return Mono.just(new RepairResult(found, 0, found, null));
		}
		return repair.defaultIfEmpty(0L)
			.map((repaired) -> new RepairResult(found, repaired, found, null))
			.onErrorResume((ex) -> Mono.just(new RepairResult(found, 0, found, fault(check, ex))));
	}

	// Quick checks always run again, because a repair may reveal other damage.
	private Mono<RepairResult> again(RepairResult repaired) {
		CheckResult before = repaired.before();
		if (before.deep() && before.isClean()) {
			return Mono.just(repaired);
		}
		return inspect(check(before))
			.map((after) -> new RepairResult(before, repaired.repaired(), after, repaired.fault()));
	}

	private IntegrityCheck check(CheckResult result) {
		return this.checks.stream().filter((check) -> check.name().equals(result.name())).findFirst().orElseThrow();
	}

	private static String fault(IntegrityCheck check, Throwable ex) {
		LOG.warn("The check {} failed", check.name(), ex);
		return String.valueOf(ex.getMessage());
	}

}
