package io.flinkdomino.job.evaluate;

import io.flinkdomino.job.local.ProgressLine;
import io.flinkdomino.job.local.StopSignal;
import io.flinkdomino.job.options.EvaluateSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Evaluates a drafter to the end, or until Ctrl-C. */
public final class EvaluateCommandRun {

  private final PrintStream out;

  /** Talks to the user on {@code out}. */
  public EvaluateCommandRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Evaluates.
   *
   * @throws io.flinkdomino.job.options.InvalidOptionsException if models and options do not fit
   *     each other, or no row can be decoded
   * @throws IllegalStateException if the drafter changed tokens beyond rounding
   * @throws IOException if the input cannot be read or output cannot be written
   */
  public void run(EvaluateSettings settings) throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    try (StopSignal signal = StopSignal.register()) {
      signal.onSignal(() -> stopped.set(true));
      try (EvaluatedModels models = EvaluatedModels.open(settings.model())) {
        evaluate(settings, models, stopped);
      } catch (CancellationException e) {
        new ProgressLine(out).note("Stopped before all prompts were decoded; nothing is written.");
      }
    }
  }

  private void evaluate(EvaluateSettings settings, EvaluatedModels models, AtomicBoolean stopped)
      throws IOException {
    EvaluationInput input = EvaluationInput.read(settings, models.encoder());
    out.println(input.summary());
    Map<String, List<EvaluationPrompt>> tasks = input.byTask();
    List<EvaluationPrompt> prompts = input.prompts();
    try (Measurement measurement = new Measurement(models, stopped::get)) {
      measurement.warmUp(prompts, models.limits().capacity().slots());
      long completions = 2L * settings.rounds() * prompts.size();
      List<Round> rounds =
          measurement.run(tasks, settings.rounds(), new EvaluationProgress(out, completions));
      Agreement agreement = Agreement.of(tasks, rounds, measurement, models.source().elementType());
      EvaluationReport report = EvaluationReport.of(models, input, rounds, agreement);
      out.println(EvaluationTable.of(report));
      if (settings.output().isPresent()) {
        Path folder = settings.output().get();
        EvaluationFiles.writeCompletions(folder, tasks, rounds, models.loaded().fingerprint());
        EvaluationFiles.write(folder, report);
        out.println("Written to " + folder);
      }
      requireSameTokens(agreement);
    }
  }

  private static void requireSameTokens(Agreement agreement) {
    if (!agreement.holds()) {
      throw new IllegalStateException(
          "%d of %d completions differ from those of the target alone beyond rounding"
              .formatted(agreement.beyondRounding(), agreement.completions()));
    }
  }
}
