package io.flinkdomino.chaos.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to a running job. */
public enum FaultKind {
  KILL_TASK_MANAGER("kill -9 of a TaskManager that decodes"),
  KILL_JOB_MANAGER("kill -9 of the JobManager"),
  KILL_BROKER("kill -9 of the broker, restarted"),
  STOP_TASK_MANAGER("SIGSTOP of a TaskManager until another has taken over, then SIGCONT"),
  FAIL_ENGINE("an exception inside a decode step"),
  RESCALE("stop with savepoint, resubmitted at another parallelism"),
  STOP_BROKER("SIGSTOP of the broker for 6 s, then SIGCONT"),
  EXHAUST_ENGINE("an OutOfMemoryError inside a decode step");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  /** So many faults, each kind in its turn. */
  public static List<FaultKind> inTurn(int count) {
    return Stream.generate(() -> EnumSet.allOf(FaultKind.class))
        .flatMap(Set::stream)
        .limit(count)
        .toList();
  }

  /** In words. */
  public String text() {
    return text;
  }
}
