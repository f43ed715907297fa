package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trials one after another. One that is done is not done again; one that was broken off goes on
 * from its last checkpoint. One thread.
 */
public final class Ablation {

  private static final String EVALUATION = "evaluation.json";

  private final AblationSettings settings;
  private final CommandLines lines;
  private final Results results;
  private final String commit;
  private final PrintWriter out;
  private final Launcher launcher = new Launcher();

  /** Is told what came of all trials so far. */
  @FunctionalInterface
  public interface Listener {
    void changed(List<TrialResult> results) throws IOException;
  }

  /**
   * Prepares trials.
   *
   * @param results where what came of them is kept
   * @param commit of the checkout that the launcher belongs to
   * @param out for a line before and after each
   */
  public Ablation(AblationSettings settings, Results results, String commit, PrintWriter out)
      throws IOException {
    this.settings = settings;
    this.lines = new CommandLines(settings);
    this.results = results;
    this.commit = commit;
    this.out = out;
  }

  /**
   * Runs those that are left.
   *
   * @param listener told after each of them; once, if none is left
   * @throws IllegalStateException if the launcher fails, naming its log
   */
  public void run(List<Trial> trials, Listener listener) throws IOException, InterruptedException {
    List<Trial> left = results.left(trials);
    out.printf("%d of %d trials are left.%n", left.size(), trials.size());
    for (Trial trial : left) {
      out.printf("%s: training and decoding, see %s%n", trial, log(trial));
      results.add(result(trial));
      listener.changed(results.all());
    }
    if (left.isEmpty()) {
      listener.changed(results.all());
    }
  }

  private TrialResult result(Trial trial) throws IOException, InterruptedException {
    int code = launcher.run(lines.train(trial), settings.folder(trial));
    if (code != 0) {
      throw failed(trial, "training", code);
    }
    TrainedFolder trained = new TrainedFolder(lines.draft(trial));
    TrainedFolder.End end = trained.end();
    Decoding decoding = decode(trial, lines.draft(trial), lines.evaluation(trial));
    @Nullable Decoding base =
        trial.variant().hasHead()
            ? decode(trial, trained.withoutHead(lines.base(trial)), lines.baseEvaluation(trial))
            : null;
    return new TrialResult(
        trial.variant(),
        trial.seed(),
        end.steps(),
        lines.draftLayers(trial),
        trained.parameters(),
        commit,
        end.heldOut(),
        decoding,
        base);
  }

  /** The launcher fails too if tokens differ, after it has written what it measured. */
  private Decoding decode(Trial trial, Path draft, Path output)
      throws IOException, InterruptedException {
    Path evaluation = output.resolve(EVALUATION);
    Files.deleteIfExists(evaluation);
    int code = launcher.run(lines.evaluate(draft, output), settings.folder(trial));
    if (!Files.exists(evaluation)) {
      throw failed(trial, "decoding", code);
    }
    return Decoding.read(evaluation);
  }

  private Path log(Trial trial) {
    return Launcher.log(settings.folder(trial));
  }

  private IllegalStateException failed(Trial trial, String what, int code) {
    return new IllegalStateException(
        "%s of %s ended with exit code %d, see %s; the same command goes on from there"
            .formatted(what, trial, code, log(trial)));
  }
}
