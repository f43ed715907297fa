package io.flinkdomino.runtime.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tensors live: {@code cpu} or one CUDA device.
 *
 * @param name {@code cpu} or {@code cuda:N}
 */
public record TorchDevice(String name) {

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  public static final TorchDevice CPU = new TorchDevice("cpu");

  /**
   * Resolves an option's value.
   *
   * @param option {@code auto} (the first CUDA device, else the CPU), {@code cpu} or {@code cuda:N}
   * @throws IllegalArgumentException if the value is none of these or the machine lacks the device
   */
  public static TorchDevice resolve(String option) {
    int gpus = engine().getGpuCount();
    if (option.equals("auto")) {
      return gpus > 0 ? new TorchDevice("cuda:0") : CPU;
    }
    if (option.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(option);
    if (!cuda.matches()) {
      throw new IllegalArgumentException("device must be auto, cpu or cuda:N, got " + option);
    }
    if (Integer.parseInt(cuda.group(1)) >= gpus) {
      throw new IllegalArgumentException(
          "device is " + option + ", but this machine has " + gpus + " CUDA devices");
    }
    return new TorchDevice(option);
  }

  Device djl() {
    return name.equals("cpu")
        ? Device.cpu()
        : Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
  }

  static Engine engine() {
    DjlSettings.apply();
    return Engine.getEngine("PyTorch");
  }
}
