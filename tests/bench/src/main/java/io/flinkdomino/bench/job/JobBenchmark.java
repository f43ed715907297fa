package io.flinkdomino.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.bench.engine.EngineRun;
import io.flinkdomino.bench.engine.Round;
import io.flinkdomino.bench.engine.Speed;
import io.flinkdomino.bench.measure.Spread;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bench.workload.Prompts;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.PromptInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The same prompts through the bare engine and through the whole job, pair by pair. */
public final class JobBenchmark {

  private static final int SEQUENCES = 16;
  private static final int TOKENS = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Double> engineSpeeds = new ArrayList<>();
  private final List<Double> jobSpeeds = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> idleShares = new ArrayList<>();

  private JobBenchmark() {}

  /**
   * Runs it and writes the report.
   *
   * @param pairs after one to warm up
   * @param requests of each round
   * @param folder empty, for the broker's data
   */
  public static void run(Variant variant, int pairs, int requests, Path folder) throws Exception {
    new JobBenchmark().measure(variant, pairs, requests, folder);
  }

  private void measure(Variant variant, int pairs, int requests, Path folder) throws Exception {
    Report report =
        Report.start(
            "job-" + variant.name().replace(' ', '-'),
            "tests/bench/run.sh job " + pairs + " " + requests + " '" + variant.name() + "'",
            List.of("pair", "engine_tokens", "engine_nanos", "job_tokens", "job_nanos"));
    List<EncodedPrompt> prompts = Prompts.golden().requests(requests, TOKENS);
    List<String> lines =
        IntStream.range(0, requests).mapToObj(i -> json(i, prompts.get(i))).toList();
    try (RunningJob job = RunningJob.start(variant, SEQUENCES, folder);
        EngineRun engine = new EngineRun(variant, SEQUENCES, 1, prompts)) {
      for (int pair = -1; pair < pairs; pair++) {
        pair(pair, engine, job, lines, report);
        idleShares.add(job.idleShare());
      }
    }
    report.finish("The job against the bare engine, " + variant.name(), text(requests));
  }

  /** One round of each; who goes first alternates. */
  private void pair(int pair, EngineRun engine, RunningJob job, List<String> lines, Report report)
      throws Exception {
    Optional<Speed> early =
        pair % 2 == 0 ? Optional.of(job.round(lines, TOKENS)) : Optional.empty();
    Round bare = engine.round();
    Speed through = early.isPresent() ? early.get() : job.round(lines, TOKENS);
    if (pair >= 0) {
      report
          .raw()
          .add(List.of(pair, bare.tokens(), bare.nanos(), through.tokens(), through.nanos()));
      engineSpeeds.add(bare.tokensPerSecond());
      jobSpeeds.add(through.tokensPerSecond());
      ratios.add(through.tokensPerSecond() / bare.tokensPerSecond());
    }
  }

  private static String json(int number, EncodedPrompt prompt) {
    ObjectNode json = JSON.createObjectNode().put("id", "prompt-" + number);
    PromptInput.TokenIds input = (PromptInput.TokenIds) prompt.request().prompt();
    input.ids().forEach(json.putArray("prompt_token_ids")::add);
    return json.put("max_tokens", TOKENS).put("ignore_eos", true).toString();
  }

  private String text(int requests) {
    Table table =
        new Table(List.of("", "tokens/s, median", "smallest", "largest"))
            .row(row("bare engine", "%.0f", Spread.of(engineSpeeds)))
            .row(row("job", "%.0f", Spread.of(jobSpeeds)))
            .row(row("job / bare engine", "%.3f", Spread.of(ratios)))
            .row(row("engine idle with work, share of its time", "%.4f", Spread.of(idleShares)));
    return String.format(
        Locale.ROOT,
        """
        %d requests of %d tokens, at most %d at once, parallelism 1, %d pairs. The job's clock runs from the first
        prompt sent to Kafka to the last completion read from it; both run in one JVM, with one thread within an
        operator.

        %s""",
        requests,
        TOKENS,
        SEQUENCES,
        ratios.size(),
        table.markdown());
  }

  private static List<String> row(String name, String format, Spread spread) {
    return List.of(
        name,
        String.format(Locale.ROOT, format, spread.median()),
        String.format(Locale.ROOT, format, spread.least()),
        String.format(Locale.ROOT, format, spread.most()));
  }
}
