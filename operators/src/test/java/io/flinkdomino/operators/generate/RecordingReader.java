package io.flinkdomino.operators.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;

/** Answers {@code pollNext} from a script and writes down every call. */
final class RecordingReader implements SourceReader<String, NumberSequenceSplit> {

  static final List<NumberSequenceSplit> SPLITS = List.of(new NumberSequenceSplit("s", 1, 9));

  final List<String> calls = new ArrayList<>();
  final CompletableFuture<Void> available = new CompletableFuture<>();
  private final Deque<InputStatus> script;

  RecordingReader(InputStatus... script) {
    this.script = new ArrayDeque<>(List.of(script));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<String> output) {
    calls.add("pollNext");
    return script.removeFirst();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void start() {
    calls.add("start");
  }

  @Override
  public List<NumberSequenceSplit> snapshotState(long checkpointId) {
    calls.add("snapshotState " + checkpointId);
    return SPLITS;
  }

  @Override
  public void addSplits(List<NumberSequenceSplit> splits) {
    calls.add("addSplits " + splits.size());
  }

  @Override
  public void notifyNoMoreSplits() {
    calls.add("notifyNoMoreSplits");
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    calls.add("handleSourceEvents " + event);
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<String> splitsToPause, Collection<String> splitsToResume) {
    calls.add("pauseOrResumeSplits " + splitsToPause + splitsToResume);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    calls.add("notifyCheckpointComplete " + checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) {
    calls.add("notifyCheckpointAborted " + checkpointId);
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
