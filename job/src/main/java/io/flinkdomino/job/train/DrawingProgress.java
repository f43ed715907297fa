package io.flinkdomino.job.train;

import io.flinkdomino.runtime.train.Measures;
import io.flinkdomino.runtime.train.run.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Draws the learning curve anew with each checkpoint, and lets another one hear everything. */
final class DrawingProgress implements TrainingProgress {

  private final Path output;
  private final TrainingProgress next;

  DrawingProgress(Path output, TrainingProgress next) {
    this.output = output;
    this.next = next;
  }

  @Override
  public void stepped(int step, Measures measures) {
    next.stepped(step, measures);
  }

  @Override
  public void evaluated(int step, Measures measures) {
    next.evaluated(step, measures);
  }

  @Override
  public void saved(int step, Path checkpoint) {
    try {
      LearningCurve.draw(output);
    } catch (IOException e) {
      throw new UncheckedIOException("drawing the learning curve into " + output + " failed", e);
    }
    next.saved(step, checkpoint);
  }
}
