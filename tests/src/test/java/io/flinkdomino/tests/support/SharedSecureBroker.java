package io.flinkdomino.tests.support;

import java.nio.file.Path;

/** Hands tests one secure broker for the whole JVM; each test has topics of its own on it. */
public final class SharedSecureBroker extends SharedServer<SecureBroker> {

  /** JUnit makes it. */
  public SharedSecureBroker() {
    super(SecureBroker.class);
  }

  @Override
  SecureBroker start(Path folder) throws Exception {
    return SecureBroker.start(folder);
  }
}
