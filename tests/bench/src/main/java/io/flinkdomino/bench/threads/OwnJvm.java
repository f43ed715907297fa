package io.flinkdomino.bench.threads;

import io.flinkdomino.bench.Benchmarks;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts further JVMs with the class path and the flags of this one. */
final class OwnJvm {

  private OwnJvm() {}

  static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Benchmarks.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
