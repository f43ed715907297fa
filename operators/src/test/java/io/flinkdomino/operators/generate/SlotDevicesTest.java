package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.torch.DeviceClaims;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.VisibleGpus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotDevicesTest {

  private static final SlotDevices ON_CPU =
      new SlotDevices(device -> TorchDevice.CPU, Duration.ZERO);
  private static final VisibleGpus ALL = new VisibleGpus(Optional.empty());

  @AfterEach
  void nothingIsHeldAfterwards() {
    assertThat(DeviceClaims.ofThisJvm().holders()).isEmpty();
  }

  @Test
  void devicesComeInOrderOfTheirIndexes() {
    assertThat(SlotDevices.devices(gpus("10", "2", "0"), ALL))
        .containsExactly("cuda:0", "cuda:2", "cuda:10");
  }

  @Test
  void resourceWithoutAnIndexIsRefused() {
    ExternalResourceInfo other =
        new ExternalResourceInfo() {
          @Override
          public Optional<String> getProperty(String key) {
            return Optional.empty();
          }

          @Override
          public Collection<String> getKeys() {
            return Set.of("serial");
          }
        };

    assertThatThrownBy(() -> SlotDevices.devices(List.of(other), ALL))
        .hasMessage(
            "resource gpu must have property index, as Flink's GPU driver gives it, got [serial]");
  }

  @Test
  void cpuHoldsNothingEvenWhereFlinkReportsGpus() throws Exception {
    try (SlotDevice device = claim("cpu", "0")) {
      assertThat(device.torch()).isEqualTo(TorchDevice.CPU);
      assertThat(device.claim()).isEmpty();
    }
  }

  @Test
  void autoWithoutTheResourceIsTheTensorLibrarysChoice() throws Exception {
    try (SlotDevice device = claim("auto")) {
      assertThat(device.torch()).isEqualTo(TorchDevice.resolve("auto"));
    }
  }

  @Test
  void slotsThatNameOneDeviceShareIt() throws Exception {
    try (SlotDevice one = claim("cuda:1", "0", "1");
        SlotDevice two = claim("cuda:1", "0", "1");
        SlotDevice auto = claim("auto", "1", "2")) {
      assertThat(one.claim().orElseThrow().device()).isEqualTo("cuda:1");
      assertThat(two.claim().orElseThrow().device()).isEqualTo("cuda:1");
      assertThat(auto.claim().orElseThrow().device()).isEqualTo("cuda:2");
    }
  }

  @Test
  void deviceThatAnotherSlotHoldsAloneIsRefused() throws Exception {
    try (SlotDevice auto = claim("auto", "1")) {
      assertThat(auto.claim()).isPresent();
      assertThatThrownBy(() -> claim("cuda:1", "1"))
          .hasMessageStartingWith(
              "device is cuda:1, but another task slot holds it alone: {cuda:1=[task]}");
    }
  }

  @Test
  void deviceThatTheTensorLibraryLacksIsNotHeld() {
    SlotDevices claimed = new SlotDevices(TorchDevice::resolve, Duration.ZERO);

    assertThatThrownBy(() -> claimed.claim("auto", gpus("999"), 1, "task"))
        .hasMessageStartingWith("device is cuda:999, but this machine has ");
  }

  @Test
  void eachDeviceHasWeightsOfItsOwn() {
    GenerateSettings settings = Tiny.settings();

    assertThat(settings.modelSource(new TorchDevice("cuda:0")))
        .isNotEqualTo(settings.modelSource(new TorchDevice("cuda:1")));
  }

  private static SlotDevice claim(String option, String... indexes) throws InterruptedException {
    return ON_CPU.claim(option, gpus(indexes), 1, "task");
  }

  private static List<ExternalResourceInfo> gpus(String... indexes) {
    return List.of(indexes).stream().<ExternalResourceInfo>map(GpuCluster.FakeGpu::new).toList();
  }
}
