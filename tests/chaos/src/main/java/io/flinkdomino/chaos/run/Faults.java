package io.flinkdomino.chaos.run;

import io.flinkdomino.chaos.agent.OrderedFailure;
import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.ChildProcess;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.values.JvmValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/** Does what the kinds of faults say, and brings back what it ended. One thread. */
final class Faults {

  /** Sequences that every slot must run before a fault: half a batch. */
  private static final int MID_GENERATION = 4;

  private static final Duration BROKER_STOP = Duration.ofSeconds(6);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final RunningJob job;

  Faults(Cluster cluster, RunningJob job) {
    this.cluster = cluster;
    this.job = job;
  }

  /** Waits for sequences in the middle of a generation, does it, and waits for the recovery. */
  FaultRecord survive(int number, FaultKind kind) throws IOException, InterruptedException {
    cluster.awaitFullStrength();
    job.awaitMidGeneration(MID_GENERATION);
    JvmValues busiest =
        cluster.values().of(cluster.livePids()).stream()
            .max(Comparator.comparingLong(JvmValues::running))
            .orElseThrow();
    long hit = hitsOne(kind) ? busiest.running() : allRunning();
    int parallelism = job.parallelism();
    long start = System.currentTimeMillis();
    inflict(kind, busiest.pid());
    job.awaitRecovery(start);
    long recovery = System.currentTimeMillis() - start;
    afterwards(kind, busiest.pid());
    return new FaultRecord(number, kind, start, parallelism, hit, recovery);
  }

  private static boolean hitsOne(FaultKind kind) {
    return switch (kind) {
      case KILL_TASK_MANAGER, STOP_TASK_MANAGER, FAIL_ENGINE, EXHAUST_ENGINE -> true;
      case KILL_JOB_MANAGER, KILL_BROKER, STOP_BROKER, RESCALE -> false;
    };
  }

  private long allRunning() {
    return cluster.values().of(cluster.livePids()).stream().mapToLong(JvmValues::running).sum();
  }

  private void inflict(FaultKind kind, long pid) throws IOException, InterruptedException {
    switch (kind) {
      case KILL_TASK_MANAGER -> {
        taskManager(pid).kill();
        cluster.restartTaskManagers();
      }
      case KILL_JOB_MANAGER -> {
        cluster.jobManager().kill();
        cluster.restartJobManager();
      }
      case KILL_BROKER -> {
        cluster.broker().kill();
        cluster.broker().restart();
      }
      case STOP_TASK_MANAGER -> taskManager(pid).pause();
      case STOP_BROKER -> {
        cluster.signalBroker("STOP");
        Thread.sleep(BROKER_STOP.toMillis());
        cluster.signalBroker("CONT");
      }
      case FAIL_ENGINE -> failEngine(pid, OrderedFailure.Kind.ENGINE_EXCEPTION);
      case EXHAUST_ENGINE -> failEngine(pid, OrderedFailure.Kind.OUT_OF_MEMORY);
      case RESCALE -> job.rescale(job.parallelism() == 2 ? 1 : 2);
    }
  }

  private void failEngine(long pid, OrderedFailure.Kind kind)
      throws IOException, InterruptedException {
    Path order = cluster.orderFailure(pid, kind);
    Await.until("the failure of a step", LIMIT, () -> !Files.exists(order));
  }

  private void afterwards(FaultKind kind, long pid) throws IOException, InterruptedException {
    if (kind == FaultKind.STOP_TASK_MANAGER) {
      taskManager(pid).resume();
    }
    cluster.awaitFullStrength();
  }

  private ChildProcess taskManager(long pid) {
    return cluster.taskManagers().stream()
        .filter(process -> process.pid() == pid)
        .findFirst()
        .orElseThrow();
  }
}
