package io.flinkdomino.tests.support;

import io.flinkdomino.job.demo.DemoBroker;
import java.nio.file.Path;
import java.time.Duration;

/** Hands tests one broker for the whole JVM; each test has topics of its own on it. */
public final class SharedBroker extends SharedServer<DemoBroker> {

  private static final Path LIB = Path.of(System.getProperty("flinkdomino.broker.lib"));
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** JUnit makes it. */
  public SharedBroker() {
    super(DemoBroker.class);
  }

  @Override
  DemoBroker start(Path folder) throws Exception {
    return DemoBroker.start(LIB, folder, START_LIMIT);
  }
}
