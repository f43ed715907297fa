package io.flinkdomino.operators.generate;

import static org.apache.flink.core.io.InputStatus.END_OF_INPUT;
import static org.apache.flink.core.io.InputStatus.MORE_AVAILABLE;
import static org.apache.flink.core.io.InputStatus.NOTHING_AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatedSourceReaderTest {

  private static final String ATTEMPT = "gated-source-reader-test";
  private static final NoOutput OUTPUT = new NoOutput();

  private record Event(String name) implements SourceEvent {
    private static final long serialVersionUID = 1;
  }

  @AfterEach
  void forgetGate() {
    Gate.close(ATTEMPT);
  }

  @Test
  void readsWhileThereIsRoom() throws Exception {
    RecordingReader inner = new RecordingReader(MORE_AVAILABLE, NOTHING_AVAILABLE);
    var reader = gated(inner);

    assertThat(reader.pollNext(OUTPUT)).isEqualTo(MORE_AVAILABLE);
    assertThat(reader.pollNext(OUTPUT)).isEqualTo(NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isSameAs(inner.available);
  }

  @Test
  void readsNothingWhileTheGateIsClosed() throws Exception {
    RecordingReader inner = new RecordingReader(MORE_AVAILABLE);
    var reader = gated(inner);
    inner.available.complete(null);
    gate().update(false, false);

    assertThat(reader.pollNext(OUTPUT)).isEqualTo(NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();
    assertThat(inner.calls).isEmpty();

    var waited = reader.isAvailable();
    gate().update(true, false);
    assertThat(waited).isCompleted();
    assertThat(reader.pollNext(OUTPUT)).isEqualTo(MORE_AVAILABLE);
  }

  @Test
  void withholdsTheEndUntilTheOperatorIsEmpty() throws Exception {
    RecordingReader inner = new RecordingReader(END_OF_INPUT);
    var reader = gated(inner);
    gate().update(true, false);

    assertThat(reader.pollNext(OUTPUT)).isEqualTo(NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();
    assertThat(reader.pollNext(OUTPUT)).isEqualTo(NOTHING_AVAILABLE);
    assertThat(inner.calls).as("the inner reader has ended").containsExactly("pollNext");

    var waited = reader.isAvailable();
    gate().update(true, true);
    assertThat(waited).isCompleted();
    assertThat(reader.pollNext(OUTPUT)).isEqualTo(END_OF_INPUT);
  }

  @Test
  void endsAtOnceIfTheOperatorIsEmpty() throws Exception {
    assertThat(gated(new RecordingReader(END_OF_INPUT)).pollNext(OUTPUT)).isEqualTo(END_OF_INPUT);
  }

  @Test
  void handsEverythingElseThrough() throws Exception {
    RecordingReader inner = new RecordingReader();
    var reader = gated(inner);

    reader.start();
    reader.addSplits(RecordingReader.SPLITS);
    assertThat(reader.snapshotState(7)).isSameAs(RecordingReader.SPLITS);
    reader.notifyCheckpointComplete(7);
    reader.notifyCheckpointAborted(8);
    reader.handleSourceEvents(new Event("hello"));
    reader.pauseOrResumeSplits(List.of("a"), List.of("b"));
    reader.notifyNoMoreSplits();
    reader.close();

    assertThat(inner.calls)
        .containsExactly(
            "start",
            "addSplits 1",
            "snapshotState 7",
            "notifyCheckpointComplete 7",
            "notifyCheckpointAborted 8",
            "handleSourceEvents Event[name=hello]",
            "pauseOrResumeSplits [a][b]",
            "notifyNoMoreSplits",
            "close");
  }

  /** A default method that a later Flink adds would otherwise be dropped without notice. */
  @Test
  void overridesEveryMethodOfAReader() throws Exception {
    for (Method method : SourceReader.class.getMethods()) {
      assertThat(
              GatedSourceReader.class
                  .getMethod(method.getName(), method.getParameterTypes())
                  .getDeclaringClass()
                  .isInterface())
          .as(method.toString())
          .isFalse();
    }
  }

  @Test
  void closingForgetsTheGate() throws Exception {
    var reader = gated(new RecordingReader(new InputStatus[0]));
    assertThat(Gate.find(ATTEMPT)).isPresent();

    reader.close();

    assertThat(Gate.find(ATTEMPT)).isEmpty();
  }

  private static GatedSourceReader<String, NumberSequenceSplit> gated(RecordingReader inner) {
    return new GatedSourceReader<>(inner, ATTEMPT);
  }

  private static Gate gate() {
    return Gate.find(ATTEMPT).orElseThrow();
  }
}
