package io.flinkdomino.bench.threads;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.bench.engine.EngineRun;
import io.flinkdomino.bench.engine.Round;
import io.flinkdomino.bench.workload.Prompts;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.bench.workload.Variants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes on demand, so that several processes can take turns: each line of standard input is a
 * task, {@code VARIANT;SEQUENCES;REQUESTS;TOKENS;MILLISECONDS}, and is answered by one line of
 * JSON. It repeats the task's requests until the milliseconds have passed.
 */
public final class Worker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int threads;
  private final Path scratch;
  private final Map<String, EngineRun> runs = new HashMap<>();

  private Worker(int threads, Path scratch) {
    this.threads = threads;
    this.scratch = scratch;
  }

  /** Serves until its input ends. */
  public static void serve(int threads) throws IOException {
    Worker worker = new Worker(threads, Files.createTempDirectory("bench-worker"));
    // What libraries print must not mix with the answers.
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String task = tasks.readLine(); task != null; task = tasks.readLine()) {
      answers.println(worker.answer(task.split(";")));
      answers.flush();
    }
    worker.runs.values().forEach(EngineRun::close);
  }

  private ObjectNode answer(String[] task) {
    long limitNanos = Long.parseLong(task[4]) * 1_000_000;
    String name = String.join(";", task[0], task[1], task[2], task[3]);
    EngineRun run = runs.computeIfAbsent(name, absent -> open(task));
    Round total = Round.NONE;
    while (total.nanos() < limitNanos) {
      total = total.plus(run.round());
    }
    return JSON.createObjectNode()
        .put("tokens", total.tokens())
        .put("nanos", total.nanos())
        .put("cpu_nanos", total.cpuNanos())
        .put("steps", total.times().steps());
  }

  private EngineRun open(String[] task) {
    Variant variant = Variants.named(task[0], scratch);
    return new EngineRun(
        variant,
        Integer.parseInt(task[1]),
        threads,
        Prompts.golden().requests(Integer.parseInt(task[2]), Integer.parseInt(task[3])));
  }
}
