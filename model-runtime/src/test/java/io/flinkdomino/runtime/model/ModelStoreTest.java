package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  @TempDir Path target;
  @TempDir Path draft;

  private ModelSource source;

  @BeforeEach
  void writeModels() {
    SyntheticModels.targetWeights().write(target.resolve("model.safetensors"));
    SyntheticModels.folder(target, SyntheticModels.targetConfig());
    SyntheticModels.draftWeights("").write(draft.resolve("model.safetensors"));
    SyntheticModels.folder(draft, SyntheticModels.draftConfig());
    source =
        new ModelSource(
            target, new DraftChoice.Folder(draft), TorchDevice.CPU, ElementType.FLOAT32);
  }

  @Test
  void twoLeasesShareOneCopy() {
    try (ModelStore.Lease one = ModelStore.acquire(source);
        ModelStore.Lease other = ModelStore.acquire(source)) {
      assertThat(other.models()).isSameAs(one.models());
    }
  }

  @Test
  void askingAtTheSameTimeLoadsOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<ModelStore.Lease> acquire = () -> ModelStore.acquire(source);
      var leases = threads.invokeAll(Stream.generate(() -> acquire).limit(4).toList());
      TargetModel first = leases.get(0).get().models().target();
      for (Future<ModelStore.Lease> lease : leases) {
        try (ModelStore.Lease open = lease.get()) {
          assertThat(open.models().target()).isSameAs(first);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void weightsStayWhileAnyLeaseIsOpen() {
    ModelStore.Lease one = ModelStore.acquire(source);
    try (ModelStore.Lease other = ModelStore.acquire(source)) {
      one.close();

      assertThat(other.models().target().embedding().toFloats()).containsOnly(1f);
    }
  }

  @Test
  void unusedModelsAreFoundAgain() {
    ModelStore.Lease lease = ModelStore.acquire(source);
    LoadedModels models = lease.models();
    lease.close();

    try (ModelStore.Lease next = ModelStore.acquire(source)) {
      assertThat(next.models()).isSameAs(models);
    }
  }

  @Test
  void unusedModelsGoWhenTheirTimeIsOver() {
    ModelStore.Lease lease = ModelStore.acquire(source, Duration.ofMillis(20));
    Tensor embedding = lease.models().target().embedding();
    lease.close();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThatThrownBy(embedding::toFloats).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void withoutATimeTheLastLeaseUnloads() {
    ModelStore.Lease lease = ModelStore.acquire(source, Duration.ZERO);
    Tensor embedding = lease.models().target().embedding();
    lease.close();

    assertThatThrownBy(embedding::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unusedModelsMakeRoomForOthers() {
    ModelStore.Lease lease = ModelStore.acquire(source);
    Tensor embedding = lease.models().target().embedding();
    lease.close();

    ModelSource targetOnly =
        new ModelSource(target, new DraftChoice.None(), TorchDevice.CPU, ElementType.FLOAT32);
    try (ModelStore.Lease other = ModelStore.acquire(targetOnly)) {
      assertThatThrownBy(embedding::toFloats).isInstanceOf(IllegalStateException.class);
      assertThat(other.models().target().embedding().toFloats()).containsOnly(1f);
    }
  }

  @Test
  void changedFolderIsLoadedAnew() throws IOException {
    try (ModelStore.Lease before = ModelStore.acquire(source)) {
      Path weights = target.resolve("model.safetensors");
      Files.setLastModifiedTime(
          weights, FileTime.fromMillis(Files.getLastModifiedTime(weights).toMillis() + 1));

      try (ModelStore.Lease after = ModelStore.acquire(source)) {
        assertThat(after.models()).isNotSameAs(before.models());
        assertThat(before.models().target().embedding().toFloats()).containsOnly(1f);
      }
    }
  }

  @Test
  void closingALeaseTwiceCountsOnce() {
    try (ModelStore.Lease other = ModelStore.acquire(source)) {
      ModelStore.Lease lease = ModelStore.acquire(source);
      lease.close();
      lease.close();

      assertThatCode(() -> other.models().target().embedding().toFloats())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void modelsOfOtherFoldersAreOtherModels() {
    ModelSource targetOnly =
        new ModelSource(target, new DraftChoice.None(), TorchDevice.CPU, ElementType.FLOAT32);
    try (ModelStore.Lease one = ModelStore.acquire(source);
        ModelStore.Lease other = ModelStore.acquire(targetOnly)) {
      assertThat(other.models().target()).isNotSameAs(one.models().target());
      assertThat(other.models().draft()).isInstanceOf(LoadedDraft.TargetOnly.class);
    }
  }

  @Test
  void failedLoadLeavesNothingBehind() {
    SyntheticModels.weights().write(draft.resolve("model.safetensors"));
    assertThatThrownBy(() -> ModelStore.acquire(source))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tensor fc.weight [8, 8] is missing");

    SyntheticModels.draftWeights("").write(draft.resolve("model.safetensors"));
    try (ModelStore.Lease lease = ModelStore.acquire(source)) {
      assertThat(lease.models().draft()).isInstanceOf(LoadedDraft.Block.class);
    }
  }

  @Test
  void halfPrecisionWeightsTakeHalfTheCache() {
    ModelSource half =
        new ModelSource(
            target, new DraftChoice.Folder(draft), TorchDevice.CPU, ElementType.BFLOAT16);
    try (ModelStore.Lease one = ModelStore.acquire(source);
        ModelStore.Lease other = ModelStore.acquire(half)) {
      assertThat(bytesPerToken(one)).isEqualTo((2 + 1) * 2L * 2 * 6 * 4);
      assertThat(bytesPerToken(other)).isEqualTo(bytesPerToken(one) / 2);
    }
  }

  private static long bytesPerToken(ModelStore.Lease lease) {
    LoadedModels models = lease.models();
    return models.specs().kvBytesPerToken(models.target().elementType());
  }
}
