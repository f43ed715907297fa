package io.flinkdomino.job.train;

import io.flinkdomino.job.local.StopSignal;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.ModelFormatException;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.Training;
import io.flinkdomino.runtime.train.run.ResumeException;
import io.flinkdomino.runtime.train.run.TrainingHistory;
import io.flinkdomino.runtime.train.run.TrainingRun;
import io.flinkdomino.runtime.train.run.TrainingSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs a training to its end, or until Ctrl-C. */
public final class TrainCommandRun {

  private static final String CACHE = "Feature cache: ";

  private final PrintStream out;

  /** Talks to the user on {@code out}. */
  public TrainCommandRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Trains.
   *
   * @throws InvalidOptionsException if models, data and options do not fit each other; nothing has
   *     been learned then
   * @throws Exception if output cannot be written, or letting the target answer prompts fails
   */
  public void run(TrainSettings settings) throws Exception {
    try (StopSignal signal = StopSignal.register();
        TensorScope scope = TensorScope.open(device(settings), "training")) {
      train(settings, scope, signal);
    } catch (ModelFormatException e) {
      throw new InvalidOptionsException(e.problems());
    } catch (ResumeException e) {
      throw new InvalidOptionsException(e.problems());
    }
  }

  private static TorchDevice device(TrainSettings settings) {
    try {
      return TorchDevice.resolve(settings.model().device());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private void train(TrainSettings settings, TensorScope scope, StopSignal signal)
      throws Exception {
    ModelFolder base = base(settings);
    ModelFolder shapes = ModelShapes.of(settings, base);
    try (TrainingModels models = TrainingModels.open(settings, base, shapes, scope)) {
      Conversations data = Conversations.read(settings, base, models, out);
      out.println(data.summary());
      TrainingSettings plan = TrainingPlan.of(settings, shapes, data);
      ConsoleProgress progress = new ConsoleProgress(out, plan.steps());
      Training training = models.training(plan.steps(), text -> progress.note(CACHE + text));
      models.cached(data.train().rows()).ifPresent(text -> out.println(CACHE + text));
      TrainingRun run =
          new TrainingRun(
              training,
              plan,
              data.train().rows(),
              data.heldOut().rows(),
              settings.data().output(),
              scope,
              new DrawingProgress(settings.data().output(), progress));
      signal.onSignal(run::stop);
      boolean finished = run.run(settings.data().resume());
      models.cached().ifPresent(kept -> out.println(CACHE + kept));
      if (finished) {
        TrainedFolder.write(settings.data().output(), settings.model(), base, shapes, training);
        describe(settings, shapes, data, plan, training);
        out.println("Written to " + settings.data().output());
      } else {
        out.println("Stopped with a checkpoint; --resume goes on from it.");
      }
    }
  }

  private static void describe(
      TrainSettings settings,
      ModelFolder shapes,
      Conversations data,
      TrainingSettings plan,
      Training training)
      throws IOException {
    Path output = settings.data().output();
    LearningCurve.draw(output);
    TrainingHistory history = TrainingHistory.read(output);
    new ModelCard(settings, shapes, data, plan, training.layout(), history).write(output);
  }

  private static ModelFolder base(TrainSettings settings) {
    return settings.model().kind() == TrainKind.TARGET
        ? ModelFolder.untrained(settings.model().model())
        : ModelFolder.open(settings.model().model());
  }
}
