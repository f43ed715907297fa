package io.flinkdomino.job.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process that starts a broker, prints its process id and waits to be killed. */
final class BrokerParent {

  private BrokerParent() {}

  public static void main(String[] arguments) throws Exception {
    DemoBroker broker =
        DemoBroker.start(Path.of(arguments[0]), Path.of(arguments[1]), Duration.ofSeconds(60));
    System.out.println(broker.pid());
    new CountDownLatch(1).await();
  }
}
