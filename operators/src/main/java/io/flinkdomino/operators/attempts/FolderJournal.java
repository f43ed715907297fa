package io.flinkdomino.operators.attempts;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal of small files in a folder.
 *
 * <p>Whoever starts prompts writes their file; a thread of the journal writes and deletes what
 * checkpoints and the end of the task ask for, one after another. A file belongs to the last
 * checkpoint that the subtask had taken part in; an attempt restored from a later one passes it by,
 * even where a lost notification or a lost delete left it there.
 */
final class FolderJournal implements AttemptJournal {

  private static final Logger LOG = LoggerFactory.getLogger(FolderJournal.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final JournalFolder folder;
  private final JournalTask task;
  private final EarlierAttempts earlier;
  private final ExecutorService thread;

  private final Object lock = new Object();
  // All below are guarded by the lock.
  private final Map<SourcePosition, Integer> running = new HashMap<>();
  private final Map<String, JournalFile> written = new LinkedHashMap<>();
  private long checkpoint;
  private long sequence;

  // Mailbox thread only.
  private boolean tookPart;
  private boolean ended;

  private FolderJournal(JournalFolder folder, JournalTask task, EarlierAttempts earlier) {
    this.folder = folder;
    this.task = task;
    this.earlier = earlier;
    this.checkpoint = task.restored();
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "attempt-journal-" + task.subtask());
              made.setDaemon(true);
              return made;
            });
  }

  static FolderJournal open(URI location, JournalTask task) throws IOException {
    JournalFolder folder = JournalFolder.open(location);
    return new FolderJournal(folder, task, EarlierAttempts.read(folder, folder.list(), task));
  }

  @Override
  public int fruitless(SourcePosition position, int inCheckpoint) {
    return earlier.take(position, inCheckpoint);
  }

  @Override
  public void started(Map<SourcePosition, Integer> fruitless) throws IOException {
    JournalFile file;
    synchronized (lock) {
      running.putAll(fruitless);
      file = nextFile();
    }
    write(file, fruitless);
  }

  @Override
  public void ended(SourcePosition position, int fruitless) throws IOException {
    JournalFile file;
    synchronized (lock) {
      running.remove(position);
      file = nextFile();
    }
    write(file, Map.of(position, fruitless - 1));
  }

  @Override
  public void snapshot(long checkpointId, Collection<SourcePosition> withoutProgress) {
    Map<SourcePosition, Integer> unresolved = expectedStarts();
    JournalFile file;
    synchronized (lock) {
      checkpoint = checkpointId;
      running.keySet().retainAll(new HashSet<>(withoutProgress));
      unresolved.putAll(running);
      file = nextFile();
    }
    tookPart = true;
    if (!unresolved.isEmpty()) {
      later(() -> writeOrWarn(file, unresolved));
    }
  }

  @Override
  public void completed(long checkpointId) {
    List<JournalFile> inherited = tookPart ? earlier.takeInherited() : List.of();
    later(
        () -> {
          inherited.forEach(folder::delete);
          writtenBefore(checkpointId).forEach(this::delete);
        });
  }

  @Override
  public void abandon() {
    end(() -> {});
  }

  @Override
  public void close() {
    Map<SourcePosition, Integer> unresolved = expectedStarts();
    JournalFile file;
    synchronized (lock) {
      // The attempt under way does not count, but those before it do.
      running.forEach(
          (position, fruitless) -> {
            if (fruitless > 0) {
              unresolved.put(position, fruitless - 1);
            }
          });
      file = nextFile();
    }
    end(
        () -> {
          List<JournalFile> before = writtenBefore(Long.MAX_VALUE);
          if (unresolved.isEmpty() || writeOrWarn(file, unresolved)) {
            before.forEach(this::delete);
          }
        });
  }

  /** Prompts that are still to come, as if started here and nowhere before: they count the same. */
  private Map<SourcePosition, Integer> expectedStarts() {
    Map<SourcePosition, Integer> starts = new HashMap<>();
    earlier.expected().forEach((position, fruitless) -> starts.put(position, fruitless - 1));
    return starts;
  }

  private JournalFile nextFile() {
    return new JournalFile(
        task.subtask(), task.parallelism(), task.attempt(), sequence++, checkpoint);
  }

  private void write(JournalFile file, Map<SourcePosition, Integer> fruitless) throws IOException {
    folder.write(file, fruitless);
    synchronized (lock) {
      written.put(file.name(), file);
    }
  }

  private boolean writeOrWarn(JournalFile file, Map<SourcePosition, Integer> fruitless) {
    try {
      write(file, fruitless);
      return true;
    } catch (IOException e) {
      LOG.warn("attempts not kept past a checkpoint or the end positions={}", fruitless.size(), e);
      return false;
    }
  }

  private List<JournalFile> writtenBefore(long checkpointId) {
    synchronized (lock) {
      return written.values().stream().filter(file -> file.checkpoint() < checkpointId).toList();
    }
  }

  private void delete(JournalFile file) {
    folder.delete(file);
    synchronized (lock) {
      written.remove(file.name());
    }
  }

  private void later(Runnable work) {
    if (!ended) {
      thread.execute(work);
    }
  }

  private void end(Runnable last) {
    later(last);
    ended = true;
    thread.shutdown();
    await();
  }

  /** Waits also where the task is being interrupted, or the next attempt would see dead files. */
  private void await() {
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!done) {
          LOG.warn("the attempt journal does not end subtask={}", task.subtask());
          done = true;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
