package io.flinkdomino.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.options.DemoSettings;
import io.flinkdomino.job.options.EvaluateSettings;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.JobOptions;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.OptionGroup;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FlinkDominoCommandTest {

  private static final String SECRET = "vB8argumentSecretGg";

  @TempDir Path folder;

  private final List<DemoSettings> demos = new ArrayList<>();
  private final List<JobSettings> runs = new ArrayList<>();
  private final List<GenerateSettings> generates = new ArrayList<>();
  private final List<TrainSettings> trains = new ArrayList<>();
  private final List<EvaluateSettings> evaluates = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void createModels() throws Exception {
    for (String model : new String[] {"target", "draft"}) {
      Files.createDirectories(folder.resolve(model));
      Files.writeString(folder.resolve(model).resolve("config.json"), "{}");
    }
    Files.writeString(folder.resolve("prompts.jsonl"), "{}\n");
  }

  @Test
  void generateHandsItsSettingsOn() {
    int exitCode = execute(generate("--verified-length", "4", "--max-batch=3"));

    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(generates)
        .singleElement()
        .satisfies(
            settings -> {
              assertThat(settings.files().input()).isEqualTo(folder.resolve("prompts.jsonl"));
              assertThat(settings.model().verifiedLength()).isEqualTo(VerifiedLength.of(4));
              assertThat(settings.model().maxBatch()).isEqualTo(3);
            });
  }

  @Test
  void evaluateNeedsNoOutput() {
    int exitCode =
        execute(
            "evaluate",
            "--model",
            folder.resolve("target").toString(),
            "--draft",
            folder.resolve("draft").toString(),
            "--input",
            folder.resolve("prompts.jsonl").toString(),
            "--rounds",
            "3");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(evaluates).extracting(EvaluateSettings::rounds).containsExactly(3);
  }

  @Test
  void demoNeedsNoOptions() {
    assertThat(execute("demo")).isZero();
    assertThat(execute("demo", "--keep", "--port", "9092")).isZero();

    assertThat(demos).extracting(DemoSettings::keep).containsExactly(false, true);
    assertThat(demos).extracting(DemoSettings::brokerPort).containsExactly(0, 9092);
  }

  @Test
  void surroundingsSpeakOnlyWhereTheUserDoesNot() {
    Map<String, String> surroundings = Map.of("parallelism", "6", "checkpoint-interval", "1 min");
    JobRunners runners =
        new JobRunners(
            demos::add, runs::add, generates::add, trains::add, evaluates::add, surroundings);

    assertThat(execute(runners, run())).as(err.toString()).isZero();
    assertThat(execute(runners, run("-Dparallelism=2"))).as(err.toString()).isZero();

    assertThat(runs).extracting(run -> run.flink().parallelism()).containsExactly(6, 2);
    assertThat(runs)
        .extracting(run -> run.flink().checkpointInterval())
        .containsOnly(Duration.ofMinutes(1));
  }

  @Test
  void submittingThrowsWhatIsWrong() {
    JobRunners runners =
        new JobRunners(
            demos::add, runs::add, generates::add, trains::add, evaluates::add, Map.of());

    assertThatThrownBy(() -> submit(runners, run("--max-batch", "0", "--no-such-flag")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("max-batch must be between 1 and 1024, got 0")
        .hasMessageContaining("--no-such-flag is not an option");
    assertThat(runs).isEmpty();
  }

  @Test
  void submittingThrowsWhyAJobFailed() {
    IllegalStateException failure = new IllegalStateException("no slots");
    JobRunner<JobSettings> failing =
        settings -> {
          throw failure;
        };

    assertThatThrownBy(
            () ->
                submit(
                    new JobRunners(
                        demos::add, failing, generates::add, trains::add, evaluates::add, Map.of()),
                    run()))
        .isSameAs(failure);
  }

  private void submit(JobRunners runners, String... arguments) throws Exception {
    FlinkDominoCommand.submit(runners, folder, arguments);
  }

  @Test
  void flagWinsOverPropertyAndPropertyOverFile() throws Exception {
    Path file = folder.resolve("job.yaml");
    Files.writeString(
        file,
        """
        max-batch: 1
        parallelism: 1
        in-flight: 100
        kafka:
          linger.ms: 5
        """);

    int exitCode =
        execute(
            run(
                "--config",
                file.toString(),
                "-Dparallelism=2",
                "-D",
                "max-batch=2",
                "--max-batch",
                "3"));

    assertThat(exitCode).as(err.toString()).isZero();
    JobSettings settings = runs.get(0);
    assertThat(settings.model().maxBatch()).isEqualTo(3);
    assertThat(settings.flink().parallelism()).isEqualTo(2);
    assertThat(settings.flink().inFlight()).isEqualTo(100);
    assertThat(settings.kafka().properties().all()).containsEntry("linger.ms", "5");
  }

  @Test
  void secretsThatTheParserCannotPlaceAreHidden() {
    int exitCode =
        execute(
            run(
                "--kafka.sasl.jaas.config=" + SECRET,
                "--ssl-password",
                SECRET,
                "required",
                "password=" + SECRET + ";",
                "-D"));

    assertThat(exitCode).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(err.toString())
        .contains("--kafka.sasl.jaas.config=****** is not an option")
        .contains("--ssl-password is not an option", "required is not an option")
        .doesNotContain(SECRET);
  }

  @Test
  void secretOfFlinkComesFromTheConfigFileAndNotFromTheCommandLine() throws Exception {
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, "flink:\n  s3.secret-key: " + SECRET + "\n");

    int refused = execute(run("-D", "flink.s3.secret-key=" + SECRET));
    int taken =
        execute(
            run("--config", file.toString(), "-Dflink.security.delegation.tokens.enabled=false"));

    assertThat(refused).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(err.toString())
        .contains("flink.s3.secret-key must not be given on the command line")
        .doesNotContain(SECRET);
    assertThat(taken).isZero();
    assertThat(runs.get(0).flink().properties()).containsEntry("s3.secret-key", SECRET);
  }

  @Test
  void brokenConfigFileIsReportedWithoutWhatItHolds() throws Exception {
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, "flink:\n  s3.secret-key: \"" + SECRET + "\n  x: [\n");

    assertThat(execute(run("--config", file.toString()))).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(err.toString()).contains("config must be a YAML file").doesNotContain(SECRET);
  }

  @Test
  void everyWrongOptionIsReportedAtOnceWithoutStackTrace() {
    int exitCode =
        execute(
            "generate",
            "--bogus",
            "--model",
            folder.resolve("absent").toString(),
            "--max-batch",
            "0",
            "-Dnonsense=1",
            "--config",
            folder.resolve("absent.yaml").toString(),
            "--draft");

    assertThat(exitCode).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(generates).isEmpty();
    assertThat(err.toString())
        .contains("--bogus is not an option of flink-domino generate")
        .contains("model must be a folder with config.json")
        .contains("max-batch must be between 1 and 1024, got 0")
        .contains("nonsense is not an option")
        .contains("config must be a YAML file")
        .contains("--draft")
        .contains("input must be given")
        .contains("output must be given")
        .contains("See flink-domino generate --help")
        .doesNotContain("\tat ");
  }

  @Test
  void sameFlagTwiceIsAProblem() {
    assertThat(execute(generate("--max-batch", "3", "--max-batch", "4")))
        .isEqualTo(ExitCodes.WRONG_OPTIONS);

    assertThat(err.toString()).contains("--max-batch must be given once, got [3, 4]");
  }

  @Test
  void propertyWithoutValueIsAProblem() {
    assertThat(execute(generate("-D", "max-batch"))).isEqualTo(ExitCodes.WRONG_OPTIONS);

    assertThat(err.toString()).contains("KEY=VALUE");
  }

  @Test
  void brokenConfigFileIsAProblem() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "a: [1\nb: }");

    assertThat(execute(run("--config", file.toString()))).isEqualTo(ExitCodes.WRONG_OPTIONS);

    assertThat(err.toString()).contains("1 problem").contains("config must be a YAML file");
  }

  @Test
  void unknownOrMissingCommandIsAProblem() {
    assertThat(execute()).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(execute("generat")).isEqualTo(ExitCodes.WRONG_OPTIONS);

    assertThat(err.toString())
        .contains("a command must be given: one of [demo, run, generate, train, evaluate]")
        .contains("generat is not");
  }

  @Test
  void helpNamesEveryOptionOfACommandWithItsDefault() {
    assertThat(execute("run", "--help")).isZero();

    String help = out.toString();
    for (OptionGroup group : JobSettings.GROUPS) {
      assertThat(help).contains("\n" + group.heading() + ":\n");
      group.entries().forEach(entry -> assertThat(help).contains("--" + entry.option().key()));
    }
    assertThat(help)
        .contains(
            "Examples:", "Exit codes", "Default: 1 gb.", "Default: 10 s.", "Default: exactly-once.")
        .doesNotContain("--" + JobOptions.INPUT.key() + " ");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void helpOfTheProgramListsItsCommands() {
    assertThat(execute("--help")).isZero();

    assertThat(out.toString()).contains("demo", "run", "generate", "COMMAND --help");
  }

  @Test
  void failureIsExitCodeOneAndNamesEachCause() {
    JobRunner<GenerateSettings> failing =
        settings -> {
          throw new IllegalStateException("job failed", new IllegalStateException("disk is full"));
        };

    int exitCode =
        execute(
            new JobRunners(demos::add, runs::add, failing, trains::add, evaluates::add, Map.of()),
            generate());

    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("job failed", "disk is full").doesNotContain("\tat ");
  }

  @Test
  void problemFoundAtStartIsExitCodeTwo() {
    JobRunner<JobSettings> unfit =
        settings -> {
          throw new InvalidOptionsException(List.of("topic prompts must exist"));
        };

    int exitCode =
        execute(
            new JobRunners(
                demos::add, unfit, generates::add, trains::add, evaluates::add, Map.of()),
            run());

    assertThat(exitCode).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(err.toString()).contains("topic prompts must exist");
  }

  private int execute(String... arguments) {
    return execute(
        new JobRunners(
            demos::add, runs::add, generates::add, trains::add, evaluates::add, Map.of()),
        arguments);
  }

  private int execute(JobRunners runners, String... arguments) {
    CommandLine line = FlinkDominoCommand.create(runners, folder);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private String[] generate(String... more) {
    return join(
        more,
        "generate",
        "--input",
        folder.resolve("prompts.jsonl").toString(),
        "--output",
        folder.resolve("out").toString());
  }

  private String[] run(String... more) {
    return join(more, "run", "--bootstrap-servers", "localhost:9092");
  }

  private String[] join(String[] more, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of("--model", folder.resolve("target").toString(), "--draft", "none"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
