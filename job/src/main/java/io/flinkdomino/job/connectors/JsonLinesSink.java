package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.emit.OutputRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes the records of a bounded job to one file, one per line, each exactly once.
 *
 * <p>Run it with parallelism 1, whatever the parallelism before it: the user gets one file. It
 * grows under the name {@code FILE.part} and takes its own name when the input has ended; after a
 * failure it is cut back to the length of the last checkpoint. A job that fails for good leaves the
 * part.
 */
public final class JsonLinesSink
    implements Sink<OutputRecord>, SupportsWriterState<OutputRecord, Long> {

  private static final long serialVersionUID = 1;

  private final String file;

  private JsonLinesSink(String file) {
    this.file = file;
  }

  /** The sink that writes {@code folder/fileName}; the folder is created when the job starts. */
  public static JsonLinesSink to(Path folder, String fileName) {
    return new JsonLinesSink(folder.resolve(fileName).toAbsolutePath().toString());
  }

  @Override
  public JsonLinesWriter createWriter(WriterInitContext context) throws IOException {
    return restore(context, 0);
  }

  @Override
  public JsonLinesWriter restoreWriter(WriterInitContext context, Collection<Long> lengths)
      throws IOException {
    return restore(context, lengths.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  @Override
  public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
    return new LengthSerializer();
  }

  private JsonLinesWriter restore(WriterInitContext context, long length) throws IOException {
    int parallelism = context.getTaskInfo().getNumberOfParallelSubtasks();
    if (parallelism != 1) {
      throw new IllegalStateException(
          "the sink of " + file + " must have parallelism 1, got " + parallelism);
    }
    return JsonLinesWriter.open(Path.of(file), length);
  }
}
