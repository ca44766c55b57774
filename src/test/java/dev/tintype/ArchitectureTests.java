package dev.tintype;

import java.util.List;
import java.util.function.Function;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.NullMarked;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

@AnalyzeClasses(packages = "dev.tintype", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	final ArchRule nobodyBlocks = noClasses().should()
		.callMethodWhere(describe("waits for a publisher",
				(call) -> call.getTargetOwner().isAssignableTo(Publisher.class) && (call.getName().startsWith("block")
						|| call.getName().startsWith("toIterable") || call.getName().startsWith("toStream"))));

	@ArchTest
	final ArchRule everyFlatMapHasBound = noClasses().should()
		.callMethodWhere(describe("flattens a Flux with Reactor's default of 256 at once",
				(call) -> call.getTargetOwner().isAssignableTo(Flux.class) && isUnbounded(call)));

	@ArchTest
	final ArchRule onlyRepositoriesKnowTheDatabase = noClasses().that(areNoPartOfRepository())
		.and()
		.resideOutsideOfPackages("dev.tintype.data..", "dev.tintype.web.idempotency")
		.should()
		.dependOnClassesThat(assignableTo(DatabaseClient.class).or(assignableTo(ConnectionFactory.class)));

	@ArchTest
	final ArchRule wingsReadDownward = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("text")
		.definedBy("dev.tintype.text..")
		.layer("library")
		.definedBy("dev.tintype.library..")
		.layer("caption")
		.definedBy("dev.tintype.caption..")
		.layer("image")
		.definedBy("dev.tintype.image..")
		.layer("search")
		.definedBy("dev.tintype.search..")
		.layer("imaging")
		.definedBy("dev.tintype.imaging..")
		.layer("operation")
		.definedBy("dev.tintype.operation..")
		.layer("security")
		.definedBy("dev.tintype.security..")
		.layer("web")
		.definedBy("dev.tintype.web..")
		.layer("data")
		.definedBy("dev.tintype.data..")
		.layer("support")
		.definedBy("dev.tintype.support..")
		.whereLayer("text")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("library")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("caption")
		.mayOnlyBeAccessedByLayers("library")
		.whereLayer("image")
		.mayOnlyBeAccessedByLayers("text", "library", "caption")
		.whereLayer("search")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image")
		.whereLayer("imaging")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image")
		.whereLayer("operation")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image", "search", "imaging")
		.whereLayer("security")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image", "search", "imaging", "operation")
		.whereLayer("web")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image", "search", "imaging", "operation", "security")
		.whereLayer("data")
		.mayOnlyBeAccessedByLayers("text", "library", "caption", "image", "search", "imaging", "operation", "security",
				"web");

	@ArchTest
	final ArchRule handlersAndRoutesArePackagePrivate = classes().that()
		.haveSimpleNameEndingWith("Handler")
		.or()
		.haveSimpleNameEndingWith("Routes")
		.should()
		.notBePublic()
		.allowEmptyShould(true);

	@ArchTest
	final ArchRule namesSayMoreThanServiceOrImpl = noClasses().should()
		.haveSimpleNameEndingWith("Service")
		.orShould()
		.haveSimpleNameEndingWith("Impl");

	@ArchTest
	final ArchRule everyPackageIsNullMarked = classes().should(liveInNullMarkedPackage());

	@ArchTest
	final ArchRule nothingIsInjectedIntoFields = fields().should()
		.notBeAnnotatedWith(Autowired.class)
		.andShould()
		.notBeAnnotatedWith(Value.class);

	@ArchTest
	final ArchRule routesAreFunctional = noClasses().should().beAnnotatedWith(RestController.class);

	private static boolean isUnbounded(JavaMethodCall call) {
		return (call.getName().equals("flatMap") || call.getName().equals("flatMapSequential"))
				&& call.getTarget().getRawParameterTypes().size() == 1
				&& call.getTarget().getRawParameterTypes().get(0).isEquivalentTo(Function.class);
	}

	private static DescribedPredicate<JavaMethodCall> describe(String description,
			java.util.function.Predicate<JavaMethodCall> predicate) {
		return DescribedPredicate.describe(description, predicate);
	}

	/**
	 * A statement class belongs to a repository if only repositories use it.
	 */
	private static DescribedPredicate<JavaClass> areNoPartOfRepository() {
		return DescribedPredicate.describe("are no part of a repository",
				(type) -> !type.isAnnotatedWith(Repository.class) && !usedByRepositoriesAlone(type));
	}

	private static boolean usedByRepositoriesAlone(JavaClass type) {
		List<JavaClass> users = type.getDirectDependenciesToSelf()
			.stream()
			.map((dependency) -> dependency.getOriginClass())
			.filter((user) -> !user.equals(type))
			.toList();
		return !users.isEmpty() && users.stream().allMatch((user) -> user.isAnnotatedWith(Repository.class));
	}

	private static ArchCondition<JavaClass> liveInNullMarkedPackage() {
		return new ArchCondition<>("live in a package that is null-marked") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getName() + " is in " + type.getPackageName()));
			}

		};
	}

}
