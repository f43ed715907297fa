package io.flinkdomino.runtime.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One copy of each model per device and JVM, however many task slots use it. The first that asks
 * loads it while the others wait. What nobody uses any more stays for a while, so that a job that
 * restarts finds it; then, or when other models need its device, it is unloaded. A folder that has
 * changed since is loaded anew. Any thread.
 */
public final class ModelStore {

  /** Longer than a job takes to be upgraded or to recover. */
  public static final Duration KEEP_IDLE = Duration.ofMinutes(5);

  private static final Map<Key, StoredModels> LOADED = new HashMap<>();
  private static boolean watching;

  private ModelStore() {}

  /** A source, and its files as they were when it was asked for. */
  private record Key(ModelSource source, FolderStamp target, Optional<FolderStamp> draft) {

    static Key of(ModelSource source) {
      return new Key(
          source, FolderStamp.of(source.target()), source.draft().folder().map(FolderStamp::of));
    }
  }

  /**
   * Loads models, or finds them loaded; they stay {@link #KEEP_IDLE} after the last lease.
   *
   * @throws ModelFormatException if a folder is not what it should be
   */
  public static Lease acquire(ModelSource source) {
    return acquire(source, KEEP_IDLE);
  }

  /**
   * Loads models, or finds them loaded.
   *
   * @param keepIdle how long they stay after the last lease has closed
   * @throws ModelFormatException if a folder is not what it should be
   */
  public static Lease acquire(ModelSource source, Duration keepIdle) {
    Key key = Key.of(source);
    synchronized (LOADED) {
      StoredModels stored = LOADED.get(key);
      if (stored == null) {
        // Before the new ones come: device memory may not hold both.
        unloadIdle(other -> other.models().target().device().equals(source.device()));
        stored = StoredModels.load(source);
        LOADED.put(key, stored);
      }
      stored.lease(keepIdle);
      return new Lease(stored);
    }
  }

  private static void release(StoredModels stored) {
    synchronized (LOADED) {
      stored.release(System.nanoTime());
      unloadExpired();
      if (stored.isIdle() && !watching && !LOADED.isEmpty()) {
        watching = true;
        // From a pool's thread: a thread remembers the classes on the stack that made it, and this
        // one must not keep the class loader of the job that ends.
        ForkJoinPool.commonPool().execute(ModelStore::startWatch);
      }
      LOADED.notifyAll();
    }
  }

  private static void startWatch() {
    Thread watch = new Thread(ModelStore::watchIdle, "model-store-idle");
    watch.setDaemon(true);
    watch.setContextClassLoader(ModelStore.class.getClassLoader());
    watch.start();
  }

  /** Unloads what expires; ends as soon as nothing is idle. */
  private static void watchIdle() {
    synchronized (LOADED) {
      try {
        for (OptionalLong wait = nextExpiry(); wait.isPresent(); wait = nextExpiry()) {
          TimeUnit.NANOSECONDS.timedWait(LOADED, Math.max(1_000_000, wait.getAsLong()));
          unloadExpired();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody does; idle models then go with the next load
      } finally {
        watching = false;
      }
    }
  }

  private static OptionalLong nextExpiry() {
    long now = System.nanoTime();
    return LOADED.values().stream()
        .filter(StoredModels::isIdle)
        .mapToLong(stored -> stored.nanosUntilExpiry(now))
        .min();
  }

  private static void unloadExpired() {
    long now = System.nanoTime();
    unloadIdle(stored -> stored.nanosUntilExpiry(now) <= 0);
  }

  private static void unloadIdle(Predicate<StoredModels> which) {
    List<Key> gone = new ArrayList<>();
    LOADED.forEach(
        (key, stored) -> {
          if (stored.isIdle() && which.test(stored)) {
            gone.add(key);
          }
        });
    gone.forEach(key -> LOADED.remove(key).unload());
  }

  /** The right to use loaded models until closed. */
  public static final class Lease implements AutoCloseable {

    private final StoredModels stored;
    private boolean closed;

    private Lease(StoredModels stored) {
      this.stored = stored;
    }

    public LoadedModels models() {
      return stored.models();
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release(stored);
      }
    }
  }
}
