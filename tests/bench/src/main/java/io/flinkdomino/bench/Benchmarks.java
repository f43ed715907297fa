package io.flinkdomino.bench;

import io.flinkdomino.bench.threads.BusyProcess;
import io.flinkdomino.bench.threads.ThreadsBenchmark;
import io.flinkdomino.bench.threads.Worker;
import java.io.IOException;

/** Runs one benchmark by name. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) throws IOException {
    switch (args.length == 0 ? "" : args[0]) {
      case "threads" -> ThreadsBenchmark.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      case "worker" -> Worker.serve(Integer.parseInt(args[1]));
      case "busy" -> BusyProcess.spin();
      default -> throw new IllegalArgumentException("benchmark must be one of worker");
    }
  }
}
