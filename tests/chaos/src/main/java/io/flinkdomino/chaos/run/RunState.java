package io.flinkdomino.chaos.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.chaos.cluster.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run that was broken off needs in order to go on, on disk. */
final class RunState {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path faults;
  private final Path submission;
  private final Path complete;

  /**
   * The last submission of the job.
   *
   * @param job its id
   * @param savepoint taken to stop it; empty while it runs
   */
  record Submission(String job, int parallelism, String savepoint) {}

  RunState(RunFolder folder) {
    faults = folder.resolve("faults.jsonl");
    submission = folder.resolve("submission.json");
    complete = folder.resolve("complete");
  }

  /** Faults survived so far. */
  List<FaultRecord> faults() {
    List<FaultRecord> records = new ArrayList<>();
    try {
      if (Files.exists(faults)) {
        for (String line : Files.readAllLines(faults)) {
          records.add(JSON.readValue(line, new TypeReference<FaultRecord>() {}));
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + faults + " failed", e);
    }
  }

  void add(FaultRecord fault) throws IOException {
    String line = JSON.writeValueAsString(fault) + "\n";
    Files.writeString(faults, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Whether nothing is left to do. */
  boolean isComplete() {
    return Files.exists(complete);
  }

  void complete() throws IOException {
    Files.createFile(complete);
  }

  /** The job, if there ever was one. */
  Optional<Submission> submission() throws IOException {
    return Files.exists(submission)
        ? Optional.of(JSON.readValue(submission.toFile(), Submission.class))
        : Optional.empty();
  }

  void submitted(Submission now) throws IOException {
    Path whole = submission.resolveSibling("submission.json.new");
    JSON.writeValue(whole.toFile(), now);
    Files.move(
        whole, submission, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
