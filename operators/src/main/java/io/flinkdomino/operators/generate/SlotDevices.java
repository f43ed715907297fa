package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.torch.DeviceClaims;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.VisibleGpus;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each task slot its device. Flink shows every slot all GPUs of its TaskManager, so with
 * {@code auto} each slot holds one of them alone. A GPU that the option names is shared by all
 * slots that name it.
 *
 * @param tensors where tensors go in a slot that holds a device
 * @param patience how long to wait for a device: an attempt that was cancelled may still run its
 *     last decode step
 */
record SlotDevices(TensorDevices tensors, Duration patience) implements Serializable {

  /** Flink's name for the resource, as in {@code external-resources: gpu}. */
  static final String RESOURCE = "gpu";

  /** Tensors go where the claim is. */
  static final SlotDevices CLAIMED = new SlotDevices(TorchDevice::resolve, Duration.ofSeconds(30));

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SlotDevices.class);
  private static final String AUTO = "auto";

  /** Property of Flink's GPU driver. */
  private static final String INDEX = "index";

  /**
   * Claims the device of a slot.
   *
   * @param option {@code auto}, {@code cpu} or {@code cuda:N}
   * @param gpus what Flink reports of this TaskManager; empty without the resource
   * @param slots task slots of this TaskManager
   * @param holder names the slot's task to others
   * @throws IllegalStateException if none is free in time
   */
  SlotDevice claim(String option, Collection<ExternalResourceInfo> gpus, int slots, String holder)
      throws InterruptedException {
    if (option.equals(AUTO) && !gpus.isEmpty()) {
      return alone(devices(gpus, VisibleGpus.ofThisProcess()), slots, holder);
    }
    TorchDevice device = option.equals(AUTO) ? TorchDevice.resolve(option) : tensors.of(option);
    String name = option.equals(AUTO) ? device.name() : option;
    return name.equals(TorchDevice.CPU.name())
        ? new SlotDevice(device, Optional.empty())
        : shared(name, device, holder);
  }

  /**
   * The devices that Flink reports, in order of their indexes.
   *
   * @throws IllegalStateException if an entry has no index
   */
  static List<String> devices(Collection<ExternalResourceInfo> gpus, VisibleGpus visible) {
    return gpus.stream()
        .map(SlotDevices::index)
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .map(visible::device)
        .toList();
  }

  private static String index(ExternalResourceInfo gpu) {
    return gpu.getProperty(INDEX)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "resource "
                        + RESOURCE
                        + " must have property "
                        + INDEX
                        + ", as Flink's GPU driver gives it, got "
                        + gpu.getKeys()));
  }

  private SlotDevice alone(List<String> devices, int slots, String holder)
      throws InterruptedException {
    DeviceClaims.Claim claim =
        DeviceClaims.ofThisJvm()
            .alone(devices, holder, patience)
            .orElseThrow(() -> new IllegalStateException(noneFree(devices, slots)));
    return hold(claim, holder);
  }

  private SlotDevice shared(String name, TorchDevice device, String holder)
      throws InterruptedException {
    DeviceClaims.Claim claim =
        DeviceClaims.ofThisJvm()
            .shared(name, holder, patience)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "device is "
                            + name
                            + ", but another task slot holds it alone: "
                            + DeviceClaims.ofThisJvm().holders()
                            + "; use device auto in all jobs of this TaskManager"));
    return new SlotDevice(device, Optional.of(claim));
  }

  private SlotDevice hold(DeviceClaims.Claim claim, String holder) {
    try {
      SlotDevice device = new SlotDevice(tensors.of(claim.device()), Optional.of(claim));
      LOG.info("device claimed device={} holder={}", claim.device(), holder);
      return device;
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private String noneFree(List<String> devices, int slots) {
    Map<String, List<String>> holders = DeviceClaims.ofThisJvm().holders();
    String remedy =
        slots > devices.size()
            ? "set taskmanager.numberOfTaskSlots to external-resource.gpu.amount, " + devices.size()
            : "a job with device cuda:N, or a task that did not stop, holds one";
    return "no GPU is free for this task slot after "
        + patience.toSeconds()
        + " s: the TaskManager has "
        + slots
        + " task slots and "
        + devices.size()
        + " GPUs, held as "
        + holders
        + "; "
        + remedy;
  }
}
