package io.flinkdomino.bench.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Memory at one moment.
 *
 * @param requests decoded so far
 * @param residentKib memory of the process that lies in main memory, in KiB
 * @param tensors native tensors that the engine holds between steps
 */
record Sample(int requests, long residentKib, int tensors) {

  static final List<String> COLUMNS = List.of("requests", "resident_kib", "tensors");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  /** Takes one now; needs Linux. */
  static Sample take(int requests, int tensors) {
    try {
      String line =
          Files.readAllLines(STATUS).stream()
              .filter(candidate -> candidate.startsWith(RESIDENT))
              .findFirst()
              .orElseThrow();
      return new Sample(requests, Long.parseLong(line.replaceAll("\\D", "")), tensors);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + STATUS + " failed", e);
    }
  }

  List<Object> values() {
    return List.of(requests, residentKib, tensors);
  }

  /** Growth of resident memory from here to a later sample, as a share. */
  double growthTo(Sample later) {
    return (double) later.residentKib / residentKib - 1;
  }

  List<String> cells() {
    return List.of(
        String.valueOf(requests),
        String.format(Locale.ROOT, "%.1f", residentKib / 1024.0),
        String.valueOf(tensors));
  }
}
