package io.flinkdomino.runtime.torch;

import java.util.List;
import java.util.Optional;

/**
 * What CUDA calls a GPU that a resource manager names by the index of {@code nvidia-smi}. CUDA
 * counts only the devices listed in {@code CUDA_VISIBLE_DEVICES}, from 0 and in that order.
 *
 * @param listed the indexes that CUDA sees, in its order; empty if it sees all
 */
public record VisibleGpus(Optional<List<String>> listed) {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** What this process sees. */
  public static VisibleGpus ofThisProcess() {
    return parse(Optional.ofNullable(System.getenv(VARIABLE)));
  }

  /** Reads the value of the environment variable. */
  static VisibleGpus parse(Optional<String> variable) {
    return new VisibleGpus(
        variable.map(value -> List.of(value.split(",", -1)).stream().map(String::strip).toList()));
  }

  /**
   * The device of an index.
   *
   * @param index as {@code nvidia-smi} counts
   * @return {@code cuda:N}
   * @throws IllegalArgumentException unless it is a number, and one of those that CUDA sees
   */
  public String device(String index) {
    if (!index.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("GPU index must be a number from 0, got " + index);
    }
    if (listed.isEmpty()) {
      return "cuda:" + Integer.parseInt(index);
    }
    int ordinal = listed.get().indexOf(index);
    if (ordinal < 0) {
      throw new IllegalArgumentException(
          "GPU index must be listed in "
              + VARIABLE
              + ", which is "
              + String.join(",", listed.get())
              + ", got "
              + index
              + "; unset the variable, or list the indexes that the GPU discovery script reports");
    }
    return "cuda:" + ordinal;
  }
}
