package io.flinkdomino.job.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.apache.flink.api.connector.source.SourceReader;
import org.junit.jupiter.api.Test;

class PositionCommittingReaderTest {

  /** A default method that a later Flink adds would otherwise be dropped without notice. */
  @Test
  void overridesEveryMethodOfAReader() throws Exception {
    for (Method method : SourceReader.class.getMethods()) {
      assertThat(
              PositionCommittingReader.class
                  .getMethod(method.getName(), method.getParameterTypes())
                  .getDeclaringClass()
                  .isInterface())
          .as(method.toString())
          .isFalse();
    }
  }
}
