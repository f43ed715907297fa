package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the demo measured, recomputed from the completions it read back from Kafka.
 *
 * @param requests prompts sent
 * @param answered prompts with all their completions or a dead letter
 * @param completions as many as the prompts that were not refused ask for
 * @param deadLetters prompts refused
 * @param completionTokens tokens generated with drafting
 * @param decodeSteps verifications, over all sequences
 * @param acceptanceLength tokens one verification adds: accepted drafts and the target's own
 * @param acceptancePerPosition share of verifications in which draft i was kept
 * @param tokensPerSecond while the engine had work, drafting
 * @param targetOnlyTokensPerSecond the same prompts without drafting
 * @param speedupOverTargetOnly the ratio of the two
 * @param tasks the same for each task that prompts name in their metadata
 * @param tokensEqualToTargetOnly whether every completion has the same tokens either way
 * @param metricsEqualCompletions whether sums over the metrics topic equal those over completions
 */
record DemoSummary(
    long requests,
    long answered,
    long completions,
    long deadLetters,
    long completionTokens,
    long decodeSteps,
    double acceptanceLength,
    List<Double> acceptancePerPosition,
    double tokensPerSecond,
    double targetOnlyTokensPerSecond,
    double speedupOverTargetOnly,
    List<TaskSpeed> tasks,
    boolean tokensEqualToTargetOnly,
    boolean metricsEqualCompletions) {

  /** Compares the drafting run with the target-only one. */
  static DemoSummary of(DemoPhase drafting, DemoPhase targetOnly) {
    OutputCollector outputs = drafting.outputs();
    Counts counts = outputs.fromCompletions();
    long steps = counts.acceptance().steps();
    return new DemoSummary(
        drafting.prompts(),
        outputs.answered(),
        counts.requests(),
        outputs.deadLettered(),
        counts.completionTokens(),
        steps,
        counts.acceptance().acceptanceLength(),
        counts.acceptance().acceptedPerPosition().stream()
            .map(accepted -> steps == 0 ? 0 : (double) accepted / steps)
            .toList(),
        drafting.tokensPerSecond(),
        targetOnly.tokensPerSecond(),
        drafting.tokensPerSecond() / targetOnly.tokensPerSecond(),
        TaskSpeed.of(outputs.byTask(), targetOnly.outputs().byTask()),
        outputs.tokens().equals(targetOnly.outputs().tokens()),
        counts.equals(outputs.fromMetrics())
            && targetOnly.outputs().fromCompletions().equals(targetOnly.outputs().fromMetrics()));
  }

  /** Whether all that the demo promises held. */
  boolean holds() {
    return answered == requests && tokensEqualToTargetOnly && metricsEqualCompletions;
  }

  void print(PrintStream out) {
    row(out, "requests", "%d", requests);
    row(out, "completions", "%d", completions);
    row(out, "dead letters", "%d", deadLetters);
    row(out, "tokens", "%d", completionTokens);
    row(out, "verifications", "%d", decodeSteps);
    row(out, "acceptance length", "%.2f tokens per verification", acceptanceLength);
    row(out, "accepted by position", "%s", perPosition());
    row(out, "tokens/s, Domino", "%.0f", tokensPerSecond);
    row(out, "tokens/s, target only", "%.0f", targetOnlyTokensPerSecond);
    row(out, "speed-up", "%.2fx", speedupOverTargetOnly);
    row(out, "same tokens as target only", "%s", yesNo(tokensEqualToTargetOnly));
    row(out, "metrics topic adds up", "%s", yesNo(metricsEqualCompletions));
    if (!tasks.isEmpty()) {
      out.printf(
          "%n  %-14s %8s %11s %14s %12s %9s%n",
          "task", "prompts", "acceptance", "tokens/s each", "target only", "speed-up");
      tasks.forEach(task -> print(out, task));
    }
  }

  private static void print(PrintStream out, TaskSpeed task) {
    out.printf(
        Locale.ROOT,
        "  %-14s %8d %11.2f %14.0f %12.0f %8.2fx%n",
        task.task(),
        task.completions(),
        task.acceptanceLength(),
        task.sequenceTokensPerSecond(),
        task.targetOnlySequenceTokensPerSecond(),
        task.speedupOverTargetOnly());
  }

  private String perPosition() {
    StringBuilder text = new StringBuilder();
    for (double share : acceptancePerPosition) {
      text.append(String.format(Locale.ROOT, "%.0f%% ", 100 * share));
    }
    return text.toString().strip();
  }

  private static void row(PrintStream out, String name, String format, Object value) {
    out.printf(Locale.ROOT, "  %-28s" + format + "%n", name, value);
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "NO";
  }

  /** Writes it as JSON, names in snake_case. */
  void write(Path file) throws IOException {
    new ObjectMapper()
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .writerWithDefaultPrettyPrinter()
        .writeValue(file.toFile(), this);
  }
}
