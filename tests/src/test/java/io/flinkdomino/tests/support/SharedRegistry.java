package io.flinkdomino.tests.support;

import java.nio.file.Path;

/** Hands tests one schema registry for the whole JVM; each test has subjects of its own on it. */
public final class SharedRegistry extends SharedServer<ApicurioRegistry> {

  /** JUnit makes it. */
  public SharedRegistry() {
    super(ApicurioRegistry.class);
  }

  @Override
  ApicurioRegistry start(Path folder) throws Exception {
    return ApicurioRegistry.start(folder, Certificates.create(folder));
  }
}
