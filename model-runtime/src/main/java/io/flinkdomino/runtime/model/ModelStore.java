package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.HashMap;
import java.util.Map;

/**
 * One copy of each model per device and JVM, however many task slots use it. The first that asks
 * loads it while the others wait; the last that gives it back unloads it. Any thread.
 */
public final class ModelStore {

  private static final Map<ModelSource, Entry> LOADED = new HashMap<>();

  private ModelStore() {}

  /**
   * Loads models, or finds them loaded.
   *
   * @throws ModelFormatException if a folder is not what it should be
   */
  public static Lease acquire(ModelSource source) {
    synchronized (LOADED) {
      Entry entry = LOADED.get(source);
      if (entry == null) {
        entry = Entry.load(source);
        LOADED.put(source, entry);
      }
      entry.leases++;
      return new Lease(source, entry.models);
    }
  }

  private static void release(ModelSource source) {
    synchronized (LOADED) {
      Entry entry = LOADED.get(source);
      entry.leases--;
      if (entry.leases == 0) {
        LOADED.remove(source);
        entry.unload();
      }
    }
  }

  /** The right to use loaded models until closed. */
  public static final class Lease implements AutoCloseable {

    private final ModelSource source;
    private final LoadedModels models;
    private boolean closed;

    private Lease(ModelSource source, LoadedModels models) {
      this.source = source;
      this.models = models;
    }

    public LoadedModels models() {
      return models;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release(source);
      }
    }
  }

  private static final class Entry {

    private final LoadedModels models;
    private final TensorScope scope;
    private int leases;

    private Entry(LoadedModels models, TensorScope scope) {
      this.models = models;
      this.scope = scope;
    }

    private static Entry load(ModelSource source) {
      TensorScope scope = TensorScope.open(source.device(), "weights");
      try {
        return new Entry(ModelLoader.load(source, scope), scope);
      } catch (RuntimeException e) {
        scope.close();
        throw e;
      }
    }

    private void unload() {
      models.tokenizer().ifPresent(Tokenizer::close);
      scope.close();
    }
  }
}
