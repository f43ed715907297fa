package io.flinkdomino.runtime.train;

import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.LoadedDraft;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;

/** A target and its drafter of the parity cases, loaded (float32, CPU). */
public record ParityModels(ModelStore.Lease lease) implements AutoCloseable {

  /** Loads a case. */
  public static ParityModels open(String name) {
    Path folder = Path.of("../tests/golden/parity", name);
    return new ParityModels(
        ModelStore.acquire(
            new ModelSource(
                folder.resolve("target"),
                new DraftChoice.Folder(folder.resolve("draft")),
                TorchDevice.CPU,
                ElementType.FLOAT32)));
  }

  public TargetModel target() {
    return lease.models().target();
  }

  public DraftModel draft() {
    return ((LoadedDraft.Block) lease.models().draft()).model();
  }

  @Override
  public void close() {
    lease.close();
  }
}
