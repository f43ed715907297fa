package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that writes what {@code train} and {@code evaluate} would, in no time, and notes its
 * arguments.
 */
final class FakeLauncher {

  private static final String SCRIPT =
      """
      #!/bin/sh
      here=$(dirname "$0")
      echo "$*" >> "$here/calls"
      [ ! -e "$here/broken-$1" ] || exit 3
      kind=trained
      [ "$1" = train ] || kind=evaluated
      for argument do
        [ "$last" != --output ] || output=$argument
        case $last,$argument in --draft,*/base) kind=evaluated-base ;; esac
        last=$argument
      done
      mkdir -p "$output"
      cp "$here/$kind"/* "$output"
      [ ! -e "$here/differing-$1" ] || exit 1
      """;

  private final Path folder;

  FakeLauncher(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(program(), SCRIPT);
    if (!program().toFile().setExecutable(true)) {
      throw new IOException(program() + " must be executable");
    }
    writeTrained(Files.createDirectories(folder.resolve("trained")));
    write("evaluated", 4.2, 100, 1);
    write("evaluated-base", 3.5, 120, 0);
  }

  Path program() {
    return folder.resolve("launcher");
  }

  /** Lets a command fail before it writes anything. */
  void breaks(String command) throws IOException {
    Files.writeString(folder.resolve("broken-" + command), "");
  }

  void works(String command) throws IOException {
    Files.delete(folder.resolve("broken-" + command));
  }

  /** Lets a command fail after it has written everything. */
  void failsAtItsEnd(String command) throws IOException {
    Files.writeString(folder.resolve("differing-" + command), "");
  }

  /** The arguments of each call. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private static void writeTrained(Path trained) throws IOException {
    Files.writeString(
        trained.resolve("config.json"),
        """
        {"architectures": ["DominoDraftModel"],
         "dflash_config": {"projector_type": "domino", "shift_label": true, "emb_dim": 64}}
        """);
    Files.writeString(
        trained.resolve("training-log.jsonl"),
        """
        {"kind":"step","step":1,"base_loss":9.0,"final_loss":9.0}
        {"kind":"evaluation","step":1,"base_loss":8.0,"final_loss":8.0}
        {"kind":"step","step":2,"base_loss":7.0,"final_loss":6.5}
        {"kind":"evaluation","step":2,"base_loss":3.0,"final_loss":2.5,"final_acceptance_length":4.4}
        """);
    Files.write(
        trained.resolve("model.safetensors"),
        safetensors(
            """
            {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
             "b":{"dtype":"F32","shape":[5],"data_offsets":[24,44]}}
            """));
  }

  private static byte[] safetensors(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private void write(String name, double acceptanceLength, int verifications, int beyondRounding)
      throws IOException {
    Path evaluated = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        evaluated.resolve("evaluation.json"),
        """
        {"model": "target", "draft": "draft", "device": "cpu", "concurrency": 1, "verified_length": 16,
         "bad_rows": [], "tasks": [],
         "all": {"task": "", "prompts": 3, "tokens": 420, "verifications": %d, "acceptance_length": %s,
           "accepted_by_position": [0.9, 0.7, 0.5], "tokens_per_second": 840.0,
           "target_only_tokens_per_second": 600.0, "ratio": 1.4},
         "agreement": {"completions": 3, "rounding": 0.001, "beyond_rounding": %d, "differences": []},
         "rounds": []}
        """
            .formatted(verifications, acceptanceLength, beyondRounding));
  }
}
