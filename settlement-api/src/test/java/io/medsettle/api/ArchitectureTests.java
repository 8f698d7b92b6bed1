package io.medsettle.api;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.medsettle.core.scheduling.EngineScheduler;
import org.jspecify.annotations.NullMarked;

import org.springframework.scheduling.annotation.Scheduled;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls between the rooms, as the design draws them.
 */
@AnalyzeClasses(packages = "io.medsettle", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String[] DOMAIN = { "io.medsettle.core.problem..", "io.medsettle.core.claim..",
			"io.medsettle.core.registry..", "io.medsettle.core.clearing..", "io.medsettle.core.calendar.." };

	private static final Set<Class<?>> NO_MONEY = Set.of(int.class, Integer.class, float.class, Float.class,
			double.class, Double.class, BigDecimal.class);

	@ArchTest
	static final ArchRule modulesDependOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("api")
		.definedBy("io.medsettle.api..")
		.layer("batch")
		.definedBy("io.medsettle.batch..")
		.layer("core")
		.definedBy("io.medsettle.core..")
		.whereLayer("api")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("batch")
		.mayOnlyBeAccessedByLayers("api")
		.whereLayer("core")
		.mayOnlyBeAccessedByLayers("api", "batch");

	@ArchTest
	static final ArchRule theDomainKnowsNoFramework = noClasses().that()
		.resideInAnyPackage(DOMAIN)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "org.apache.kafka..", "java.sql..", "javax.sql..", "jakarta..");

	@ArchTest
	static final ArchRule theDomainKnowsNoFlow = noClasses().that()
		.resideInAnyPackage(DOMAIN)
		.should()
		.dependOnClassesThat(DescribedPredicate.<JavaClass>describe("are ours but not of the domain",
				(type) -> type.getPackageName().startsWith("io.medsettle.") && Arrays.stream(DOMAIN)
					.noneMatch((room) -> type.getPackageName().startsWith(room.replace("..", "")))));

	@ArchTest
	static final ArchRule theNightAndTheCoreKnowNoWeb = noClasses().that()
		.resideInAnyPackage("io.medsettle.core..", "io.medsettle.batch..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..",
				"org.apache.catalina..", "org.thymeleaf..");

	@ArchTest
	static final ArchRule onlyTheNightKnowsBatch = noClasses().that()
		.resideOutsideOfPackage("io.medsettle.batch..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.batch..");

	@ArchTest
	static final ArchRule onlyTheBrokersRoomKnowsKafkasServer = noClasses().that()
		.resideOutsideOfPackage("io.medsettle.api.broker..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

	@ArchTest
	static final ArchRule roomsHaveNoCycles = slices().matching("io.medsettle.(*).(*)..")
		.namingSlices("$1.$2")
		.should()
		.beFreeOfCycles();

	/**
	 * What the ledgers say is not changed by what is decided about it, nor a break by who
	 * looks for it.
	 */
	@ArchTest
	static final ArchRule breaksAreBelowWhoFindsAndSettlesThem = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("settle")
		.definedBy("io.medsettle.batch.settle..")
		.layer("match")
		.definedBy("io.medsettle.batch.match..")
		.layer("breaks")
		.definedBy("io.medsettle.batch.breaks..")
		.whereLayer("settle")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("match")
		.mayOnlyBeAccessedByLayers("settle");

	/** Else the proof of a day could be wrong in the same way as the day itself. */
	@ArchTest
	static final ArchRule theProofSharesNoCodeWithTheNight = noClasses().that()
		.resideInAPackage("io.medsettle.batch.verify..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.medsettle.batch.await..", "io.medsettle.batch.breaks..", "io.medsettle.batch.clear..",
				"io.medsettle.batch.files..", "io.medsettle.batch.lease..", "io.medsettle.batch.match..",
				"io.medsettle.batch.night..", "io.medsettle.batch.publish..", "io.medsettle.batch.settle..",
				"io.medsettle.batch.step..")
		.orShould()
		.dependOnClassesThat()
		.haveFullyQualifiedName("io.medsettle.core.clearing.Netting");

	@ArchTest
	static final ArchRule namesSayTheBusiness = noClasses().should()
		.haveSimpleNameEndingWith("Manager")
		.orShould()
		.haveSimpleNameEndingWith("Helper")
		.orShould()
		.haveNameMatching(".*\\.\\w*(Util|Utils|Impl|Common|Base)");

	@ArchTest
	static final ArchRule moneyIsWholeFenInLongs = fields().that()
		.haveNameMatching("(fen|.*Fen)")
		.should()
		.notHaveRawType(DescribedPredicate.describe("too small or not whole",
				(type) -> NO_MONEY.stream().anyMatch(type::isEquivalentTo)));

	@ArchTest
	static final ArchRule dependenciesAreGivenToTheConstructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

	@ArchTest
	static final ArchRule onlyTheTerminalsRoomsPrint = noClasses().that()
		.resideOutsideOfPackages("io.medsettle.api.demo..", "io.medsettle.api.startup..", "io.medsettle.api.command..")
		.should(ACCESS_STANDARD_STREAMS);

	/**
	 * The one clock is made where the core is configured; durations use nanoTime, or that
	 * of a step, whose start Spring Batch notes by the system's clock.
	 */
	@ArchTest
	static final ArchRule timeComesFromTheClock = noClasses().that()
		.doNotHaveFullyQualifiedName("io.medsettle.core.settings.CoreConfiguration")
		.and()
		.doNotHaveFullyQualifiedName("io.medsettle.batch.step.StepTask")
		.should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethodWhere(DescribedPredicate.describe("reads the system's clock", ArchitectureTests::readsSystemClock));

	/** The framework would read a body of any size before anybody could say no. */
	@ArchTest
	static final ArchRule bodiesAreReadInOnePlace = noClasses().should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("org.springframework.web.bind.annotation.RequestBody");

	/** Else a long one would hold the others up. */
	@ArchTest
	static void everyScheduledTaskHasAThread(JavaClasses classes) {
		assertThat(classes.stream()
			.flatMap((type) -> type.getMethods().stream())
			.filter((method) -> method.isAnnotatedWith(Scheduled.class))).hasSize(EngineScheduler.THREADS);
	}

	/** One scheduler, which waits for its tasks at the stop and interrupts none. */
	@ArchTest
	static final ArchRule tasksAreScheduledInOnePlace = noClasses().that()
		.resideOutsideOfPackages("io.medsettle.core.scheduling..", "io.medsettle.core.database..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.scheduling", "org.springframework.scheduling.concurrent..");

	/** Who reads a name must not have to ask which of two is meant. */
	@ArchTest
	static void noTwoTypesHaveOneName(JavaClasses classes) {
		Map<String, Long> names = classes.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));

		assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isOne());
	}

	/** The verification is spared until it is split. */
	@ArchTest
	static void roomsAreSmall(JavaClasses classes) {
		Map<String, Long> sizes = classes.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.map(JavaClass::getPackageName)
			.filter((room) -> !room.equals("io.medsettle.batch.verify"))
			.collect(Collectors.groupingBy((room) -> room, Collectors.counting()));

		assertThat(sizes).allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(25));
	}

	@ArchTest
	static void packagesAreNullMarked(JavaClasses classes) {
		assertThat(classes.stream().map((type) -> type.getPackage()).distinct())
			.allSatisfy((room) -> assertThat(isNullMarked(room)).as(room.getName()).isTrue());
	}

	private static boolean isNullMarked(JavaPackage room) {
		return room.tryGetPackageInfo().filter((info) -> info.isAnnotatedWith(NullMarked.class)).isPresent();
	}

	private static boolean readsSystemClock(JavaMethodCall call) {
		MethodCallTarget target = call.getTarget();
		boolean now = target.getName().equals("now") && target.getRawParameterTypes()
			.stream()
			.noneMatch((parameter) -> parameter.isEquivalentTo(Clock.class));
		boolean ofTime = target.getOwner().getPackageName().equals("java.time");
		boolean clock = target.getOwner().isEquivalentTo(Clock.class) && target.getName().startsWith("system");
		return ofTime && (now || clock);
	}

}
