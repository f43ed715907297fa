package io.flinkdomino.chaos.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the operating system says of one process. Linux only.
 *
 * @param residentKib memory that lies in main memory
 * @param threads of the JVM and of native libraries
 * @param handles open files, sockets and the like
 */
record ProcessSample(long residentKib, long threads, long handles) {

  static ProcessSample of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    long resident = 0;
    long threads = 0;
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = Long.parseLong(line.replaceAll("\\D", ""));
      } else if (line.startsWith("Threads:")) {
        threads = Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new ProcessSample(resident, threads, open.count());
    }
  }
}
