package io.flinkdomino.chaos.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps so many prompts unanswered on a thread of its own, and collects the answers. Questions come
 * from any thread.
 */
public final class Traffic implements AutoCloseable {

  private final String bootstrapServers;
  private final Workload workload;
  private final int backlog;
  private final Thread thread;
  private final List<Answer> answers = new ArrayList<>();
  private final Set<Integer> answered = new HashSet<>();
  private volatile int sent;
  private volatile long windowTokens;
  private volatile boolean feeding = true;
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;

  private Traffic(String bootstrapServers, Workload workload, int backlog) {
    this.bootstrapServers = bootstrapServers;
    this.workload = workload;
    this.backlog = backlog;
    this.thread = new Thread(this::run, "traffic");
  }

  /**
   * Starts it; what lies on the broker already counts.
   *
   * @param backlog prompts that have been sent and not answered
   */
  public static Traffic start(String bootstrapServers, Workload workload, int backlog) {
    Traffic traffic = new Traffic(bootstrapServers, workload, backlog);
    traffic.thread.setDaemon(true);
    traffic.thread.start();
    return traffic;
  }

  private void run() {
    try (AnswerReader reader = new AnswerReader(bootstrapServers);
        Feed feed = new Feed(bootstrapServers, workload, reader.ends(Feed.partitions()))) {
      sent = feed.sent();
      while (!closing) {
        collect(reader.next());
        windowTokens = reader.windowTokens();
        boolean more = feeding && feed.sent() - answered() < backlog;
        while (feeding && feed.sent() - answered() < backlog) {
          feed.sendNext();
        }
        if (more) {
          feed.flush();
          sent = feed.sent();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private synchronized void collect(List<Answer> more) {
    answers.addAll(more);
    more.forEach(answer -> answered.add(answer.prompt()));
  }

  /** Prompts that have an answer. */
  public synchronized int answered() {
    return answered.size();
  }

  /** All answers that read_committed shows, those that come twice included. */
  public synchronized List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Prompts that the broker has. */
  public int sent() {
    return sent;
  }

  /** Tokens of completions as the metrics topic counts them. */
  public long windowTokens() {
    return windowTokens;
  }

  /** Sends nothing more. */
  public void stopFeeding() {
    feeding = false;
  }

  /**
   * Whether nothing is unanswered.
   *
   * @throws IllegalStateException if prompts or answers cannot be had
   */
  public boolean isAllAnswered() {
    if (failure != null) {
      throw new IllegalStateException("sending prompts or reading answers failed", failure);
    }
    return answered() >= sent;
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
  }
}
