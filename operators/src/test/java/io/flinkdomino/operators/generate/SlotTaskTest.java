package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotTaskTest {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Test
  void enginesOfOneJvmDivideItsProcessors() {
    assertThat(task(1, 8).intraOpThreads()).isEqualTo(PROCESSORS);
    assertThat(task(8, 1).intraOpThreads()).isEqualTo(PROCESSORS);
    assertThat(task(2, 2).intraOpThreads()).isEqualTo(Math.max(1, PROCESSORS / 2));
    assertThat(task(1024, 1024).intraOpThreads()).isEqualTo(1);
  }

  private static SlotTask task(int parallelism, int slots) {
    return new SlotTask("job", "0a", 0, parallelism, 0, slots);
  }
}
