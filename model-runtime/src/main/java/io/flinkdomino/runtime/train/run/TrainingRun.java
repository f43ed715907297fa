package io.flinkdomino.runtime.train.run;

import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.Measures;
import io.flinkdomino.runtime.train.Training;
import io.flinkdomino.runtime.train.data.BatchOrder;
import io.flinkdomino.runtime.train.data.TokenRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs a training to its end, or until it is told to stop, and then leaves a checkpoint from which
 * another run goes on as if nothing had happened: everything that a step does depends on the
 * weights, the moments and the step's number.
 */
public final class TrainingRun {

  private final Training training;
  private final TrainingSettings settings;
  private final List<TokenRow> heldOut;
  private final BatchOrder order;
  private final Path folder;
  private final TensorScope scope;
  private final TrainingProgress progress;
  private final Checkpoints checkpoints;
  private volatile boolean stopped;

  /**
   * Prepares a run.
   *
   * @param rows to learn from, at least one
   * @param heldOut to evaluate with; may be empty
   * @param folder for checkpoints and log
   * @param scope of the training's tensors
   */
  public TrainingRun(
      Training training,
      TrainingSettings settings,
      List<TokenRow> rows,
      List<TokenRow> heldOut,
      Path folder,
      TensorScope scope,
      TrainingProgress progress) {
    this.training = training;
    this.settings = settings;
    this.heldOut = List.copyOf(heldOut);
    this.order = new BatchOrder(rows, settings.batchRows(), settings.seed());
    this.folder = folder;
    this.scope = scope;
    this.progress = progress;
    this.checkpoints = new Checkpoints(folder.resolve("checkpoints"));
  }

  /**
   * Runs.
   *
   * @param resume whether to go on from a checkpoint; without one there, the run begins
   * @return whether all steps are done
   * @throws ResumeException if there are checkpoints that the run must not replace, or whose
   *     settings are others
   */
  public boolean run(boolean resume) throws IOException {
    TorchProgram.prepareThread(settings.intraOpThreads());
    Files.createDirectories(folder);
    int done = begin(resume);
    TrainingLog log = TrainingLog.after(done, folder);
    while (done < settings.steps() && !stopped) {
      done++;
      step(done, log);
    }
    log.flush();
    if (checkpoints.latest().filter(Integer.valueOf(done)::equals).isEmpty() && done > 0) {
      save(done, log);
    }
    return done == settings.steps();
  }

  /** Ends the run after the step under way; any thread. */
  public void stop() {
    stopped = true;
  }

  private int begin(boolean resume) throws IOException {
    Optional<Integer> latest = checkpoints.latest();
    if (latest.isPresent() && !resume) {
      throw new ResumeException(
          List.of(
              "output has a checkpoint of step %d: resume from it, or choose another folder"
                  .formatted(latest.get())));
    }
    if (latest.isPresent()) {
      checkpoints.restore(latest.get(), training, settings.identity(), scope);
    }
    return latest.orElse(0);
  }

  private void step(int step, TrainingLog log) throws IOException {
    long start = System.nanoTime();
    List<TokenRow> batch = order.batch(step - 1);
    Measures losses = training.learn(step - 1, batch);
    double rate = settings.learningRate().at(step - 1);
    double norm = training.optimizer().update(rate);
    Measures measures =
        losses
            .with("learning_rate", rate)
            .with("gradient_norm", norm)
            .with("tokens", batch.stream().mapToInt(TokenRow::length).sum())
            .with("seconds", (System.nanoTime() - start) / 1e9);
    log.add("step", step, measures);
    progress.stepped(step, measures);
    boolean last = step == settings.steps();
    if (!heldOut.isEmpty() && (last || step % settings.evaluateEvery() == 0)) {
      Measures evaluation = training.evaluate(heldOut);
      log.add("evaluation", step, evaluation);
      progress.evaluated(step, evaluation);
    }
    if (last || step % settings.checkpointEvery() == 0) {
      save(step, log);
    }
  }

  private void save(int step, TrainingLog log) throws IOException {
    log.flush();
    progress.saved(step, checkpoints.save(step, training, settings.identity(), scope));
  }
}
