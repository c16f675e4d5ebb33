package io.maskwise;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysFalse;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.maskwise.metrics.LossSum;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between packages, as the design draws them. */
final class TestPackageArrows {
    /**
     * What each package may use of the others; {@code config} uses option records, {@code jobs} everything but
     * {@code shell}, which uses everything.
     */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "text", List.of(),
            "sequence", List.of("text"),
            "metrics", List.of("sequence", "text"),
            "model", List.of("sequence", "text"),
            "training", List.of("text", "sequence", "metrics", "model"),
            "spark", List.of("text", "sequence", "metrics", "model", "training"),
            "config", List.of("text", "sequence", "metrics", "model", "training", "spark", "report"),
            "report", List.of("text", "sequence", "metrics", "model", "training"),
            "jobs", List.of("text", "sequence", "metrics", "model", "training", "spark", "config", "report"),
            "shell", List.of("text", "sequence", "metrics", "model", "training", "spark", "config", "report", "jobs"));

    private static final String[] SPARK = {"org.apache.spark..", "scala.."};
    private static final String[] JDK_AND_ANNOTATIONS = {
        "java..", "io.maskwise..", "org.jspecify.annotations..", "com.google.errorprone.annotations.."
    };
    private static final String[] ENGINE = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};

    @SuppressWarnings("NullAway.Init") // set before every test
    private static JavaClasses maskwise;

    @BeforeAll
    static void importClasses() {
        maskwise = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.maskwise");
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    private static String in(String name) {
        return "io.maskwise." + name + "..";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void aPackageUsesOnlyThoseBelowIt(String name) {
        String[] forbidden = packages()
                .filter(other -> !other.equals(name))
                .filter(other -> !MAY_USE.getOrDefault(name, List.of()).contains(other))
                .map(TestPackageArrows::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden).and(not(allowedTo(name))))
                .allowEmptyShould(true)
                .check(maskwise);
    }

    /** The one exception: a network reports its loss as a sum and a weight, though metrics stand beside models. */
    private static DescribedPredicate<JavaClass> allowedTo(String name) {
        return name.equals("model") ? equivalentTo(LossSum.class) : alwaysFalse();
    }

    @Test
    void everyPackageIsDrawn() {
        String[] drawn = Stream.concat(Stream.of("io.maskwise"), packages().map(TestPackageArrows::in))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(drawn).check(maskwise);
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching("io.maskwise.(*)..").should().beFreeOfCycles().check(maskwise);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequence", "metrics"})
    void theLowestPackagesUseTheJdkAlone(String name) {
        usesOnly(name, JDK_AND_ANNOTATIONS);
    }

    @Test
    void textUsesTheLibrariesOfTokenizersAndJsonBesides() {
        usesOnly(
                "text",
                Stream.concat(
                                Stream.of(JDK_AND_ANNOTATIONS),
                                Stream.of(
                                        "ai.djl.huggingface..",
                                        "com.fasterxml.jackson..",
                                        "com.ibm.icu..",
                                        "org.apache.lucene.."))
                        .toArray(String[]::new));
    }

    private static void usesOnly(String name, String... allowed) {
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(allowed)))
                .allowEmptyShould(true)
                .check(maskwise);
    }

    @Test
    void onlySparkJobsAndTheShellKnowSpark() {
        onlyIn(List.of("spark", "jobs", "shell"), SPARK);
    }

    @Test
    void onlyModelKnowsTheEngineAndOnePackageItsInterfacesForSpark() {
        onlyIn(List.of("model", "spark.dl4j"), ENGINE);
    }

    @Test
    void nothingInThisProjectNeedsItsTrainingMaster() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("spark.dl4j"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("spark.dl4j"))
                .check(maskwise);
    }

    @Test
    void nothingInThisProjectNeedsItsPipelineStages() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("spark.ml"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("spark.ml"))
                .check(maskwise);
    }

    private static void onlyIn(List<String> packages, String[] libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packages.stream().map(TestPackageArrows::in).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(maskwise);
    }

    @Test
    void theRootUsesNoPackage() {
        String[] all = packages().map(TestPackageArrows::in).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.maskwise")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all)
                .check(maskwise);
    }
}
