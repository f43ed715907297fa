package io.flinkdomino.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports go one way: job, operators, model-runtime. */
@AnalyzeClasses(packages = "io.flinkdomino", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String RUNTIME = "io.flinkdomino.runtime..";
  private static final String OPERATORS = "io.flinkdomino.operators..";
  private static final String JOB = "io.flinkdomino.job..";
  private static final String EXAMPLES = "io.flinkdomino.examples..";
  private static final String SCHEMAS = "io.flinkdomino.schemas..";
  private static final String TORCH = "io.flinkdomino.runtime.torch..";
  private static final String PROMPT = "io.flinkdomino.runtime.prompt..";
  private static final String TRAIN = "io.flinkdomino.runtime.train..";
  private static final String DJL = "ai.djl..";
  private static final String TOKENIZERS = "ai.djl.huggingface..";

  @ArchTest
  static final ArchRule runtimeKnowsNeitherTheModulesAboveItNorFlinkAvroOrKafka =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              OPERATORS,
              JOB,
              SCHEMAS,
              "org.apache.flink..",
              "org.apache.avro..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule operatorsDoNotKnowTheJob =
      noClasses()
          .that()
          .resideInAPackage(OPERATORS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JOB);

  @ArchTest
  static final ArchRule onlyOperatorsJobAndExamplesSeeSchemas =
      noClasses()
          .that(resideOutsideOfPackage(SCHEMAS))
          .and(resideOutsideOfPackage(OPERATORS))
          .and(resideOutsideOfPackage(JOB))
          .and(resideOutsideOfPackage(EXAMPLES))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SCHEMAS);

  @ArchTest
  static final ArchRule examplesUseNothingThatUsersHaveNot =
      noClasses()
          .that()
          .resideInAPackage(EXAMPLES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RUNTIME, OPERATORS, JOB, "org.apache.flink..");

  @ArchTest
  static final ArchRule onlyTorchSeesTheTensorLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage(TORCH)
          .should()
          .dependOnClassesThat(resideInAPackage(DJL).and(resideOutsideOfPackage(TOKENIZERS)));

  @ArchTest
  static final ArchRule onlyPromptSeesTheTokenizerLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROMPT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TOKENIZERS);

  @ArchTest
  static final ArchRule decodingDoesNotKnowTraining =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .and()
          .resideOutsideOfPackage(TRAIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TRAIN);

  @ArchTest
  static final ArchRule everyClassHasItsPlace =
      classes().should().resideInAnyPackage(RUNTIME, OPERATORS, JOB, SCHEMAS, EXAMPLES);

  @ArchTest
  static void everyModuleIsLookedAt(JavaClasses all) {
    for (String module : new String[] {RUNTIME, OPERATORS, JOB, EXAMPLES}) {
      assertThat(all.stream().anyMatch(resideInAPackage(module))).as(module).isTrue();
    }
    assertThat(all.stream().filter(resideInAPackage("io.flinkdomino.tests.."))).isEmpty();
  }
}
