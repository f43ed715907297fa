package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.torch.TensorScope;
import java.time.Duration;

/** Models in the store, and who uses them. Guarded by the store's lock. */
final class StoredModels {

  private final LoadedModels models;
  private final TensorScope scope;
  private int leases;
  private long keepIdleNanos;
  private long idleSince;

  private StoredModels(LoadedModels models, TensorScope scope) {
    this.models = models;
    this.scope = scope;
  }

  static StoredModels load(ModelSource source) {
    TensorScope scope = TensorScope.open(source.device(), "weights");
    try {
      return new StoredModels(ModelLoader.load(source, scope), scope);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  LoadedModels models() {
    return models;
  }

  void lease(Duration keepIdle) {
    leases++;
    keepIdleNanos = keepIdle.toNanos();
  }

  void release(long now) {
    leases--;
    idleSince = now;
  }

  boolean isIdle() {
    return leases == 0;
  }

  /** Only while idle; not positive once it has expired. */
  long nanosUntilExpiry(long now) {
    return keepIdleNanos - (now - idleSince);
  }

  void unload() {
    models.tokenizer().ifPresent(Tokenizer::close);
    scope.close();
  }
}
