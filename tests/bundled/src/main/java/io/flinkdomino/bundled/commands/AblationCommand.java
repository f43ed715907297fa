package io.flinkdomino.bundled.commands;

import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.bundled.ablation.Ablation;
import io.flinkdomino.bundled.ablation.AblationSettings;
import io.flinkdomino.bundled.ablation.Begun;
import io.flinkdomino.bundled.ablation.CommandLines;
import io.flinkdomino.bundled.ablation.FurtherOptions;
import io.flinkdomino.bundled.ablation.Trial;
import io.flinkdomino.bundled.ablation.Variant;
import io.flinkdomino.bundled.ablation.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the claims of Domino on one target. */
@Command(
    name = "ablation",
    header = "Trains and decodes drafters that differ in one thing, and compares them.",
    description =
        "%nWhat is done is not done again: the same command goes on where it was broken off.",
    mixinStandardHelpOptions = true)
final class AblationCommand implements Callable<Integer> {

  @Option(names = "--target", required = true, description = "Folder of the target.")
  private Path target = Path.of("");

  @Option(names = "--input", required = true, description = "Conversations to learn from.")
  private Path input = Path.of("");

  @Option(
      names = "--held-out",
      required = true,
      description =
          "Conversations to measure with; decoding leaves their last answers out. Prompts without"
              + " answers have no held-out losses.")
  private Path heldOut = Path.of("");

  @Option(
      names = "--output",
      required = true,
      description = "Folder for models and logs; one ablation each.")
  private Path output = Path.of("");

  @Option(names = "--steps", description = "Of each training. Default: as many as epochs need.")
  private int steps;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "SEED",
      description = "Trials of each variant. Default: 1,2,3")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(
      names = "--only",
      split = ",",
      converter = VariantName.class,
      paramLabel = "VARIANT",
      description =
          "Of dflash, domino-no-curriculum, domino-decay-50, domino-decay-100, autoregressive."
              + " Default: all")
  private List<Variant> only = List.of(Variant.values());

  @Option(
      names = "--rounds",
      description = "Of decoding, whose medians the speeds are. Default: ${DEFAULT-VALUE}")
  private int rounds = 1;

  @Option(
      names = "--name",
      description = "Part of the report's folder, docs/benchmarks/DATE-NAME. Default: ablation")
  private String name = "ablation";

  @Option(
      names = "--launcher",
      description = "The program that trains and decodes. Default: flink-domino of this checkout")
  private Path launcher = Path.of("");

  @Option(names = "--dry-run", description = "Prints what is left to run, and does nothing.")
  private boolean dryRun;

  @Parameters(
      paramLabel = "OPTION",
      description = "Further options of flink-domino train, after --.")
  private List<String> further = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    AblationSettings settings = settings();
    List<Trial> trials = Trial.of(only, seeds);
    if (dryRun) {
      printLeft(settings, trials);
    } else {
      run(settings, trials);
    }
    return 0;
  }

  private AblationSettings settings() {
    Path program =
        launcher.toString().isEmpty() ? Repository.root().resolve("flink-domino") : launcher;
    try {
      return new AblationSettings(
          program, target, input, heldOut, output, steps, rounds, FurtherOptions.of(further));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void printLeft(AblationSettings settings, List<Trial> trials) throws IOException {
    Optional<Begun> begun = Begun.find(settings);
    List<Trial> left = begun.isPresent() ? folder(begun.get()).results().left(trials) : trials;
    CommandLines lines = new CommandLines(settings);
    PrintWriter out = spec.commandLine().getOut();
    left.forEach(trial -> lines.shown(trial).forEach(out::println));
  }

  private void run(AblationSettings settings, List<Trial> trials)
      throws IOException, InterruptedException {
    Optional<Begun> begun = Begun.find(settings);
    ReportFolder report = begun.isPresent() ? folder(begun.get()) : folder(begin(settings));
    new Ablation(settings, report.results(), Report.commit(), spec.commandLine().getOut())
        .run(trials, report.drawing(shownCommand()));
  }

  private Begun begin(AblationSettings settings) throws IOException {
    ReportFolder today = new ReportFolder(LocalDate.now(ZoneOffset.UTC) + "-" + name);
    if (!today.results().isEmpty()) {
      throw new IllegalStateException(
          "docs/benchmarks/%s has results of another output: choose another name"
              .formatted(today.name()));
    }
    return Begun.start(settings, today.name());
  }

  private static ReportFolder folder(Begun begun) {
    return new ReportFolder(begun.report());
  }

  /** What repeats it; of the machine's own folders only the last name. */
  private String shownCommand() {
    StringBuilder shown =
        new StringBuilder("tests/bundled/run.sh ablation --target ")
            .append(target.getFileName())
            .append(" --input ")
            .append(input.getFileName())
            .append(" --held-out ")
            .append(heldOut.getFileName())
            .append(" --output ")
            .append(output.getFileName());
    if (steps > 0) {
      shown.append(" --steps ").append(steps);
    }
    shown.append(" --rounds ").append(rounds);
    if (!further.isEmpty()) {
      shown.append(" -- ").append(String.join(" ", further));
    }
    return shown.toString();
  }
}
