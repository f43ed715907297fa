package io.flinkdomino.operators.attempts;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a journal, on any file system that Flink has. Any thread. */
final class JournalFolder {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@]*@");

  /** A million positions; a file that claims to be larger is none of ours. */
  private static final long LARGEST_FILE = 64L << 20;

  private final Path folder;
  private final FileSystem files;

  private JournalFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Opens a folder, and creates it where it is missing.
   *
   * @throws IOException if there is no such folder and none can be created
   */
  static JournalFolder open(URI location) throws IOException {
    Path folder = new Path(location);
    try {
      // Not the task's guarded one: that closes what other threads still write.
      FileSystem files = FileSystem.getUnguardedFileSystem(folder.toUri());
      if (!files.mkdirs(folder)) {
        throw new IOException("the file system did not create it");
      }
      return new JournalFolder(folder, files);
    } catch (IOException e) {
      throw failed("opening", folder, e);
    }
  }

  /**
   * The files of all attempts; anything else there is skipped with a warning.
   *
   * @throws IOException if the folder cannot be listed
   */
  List<JournalFile> list() throws IOException {
    List<JournalFile> found = new ArrayList<>();
    for (FileStatus status : statuses()) {
      Optional<JournalFile> file = JournalFile.named(status.getPath().getName());
      if (status.isDir() || file.isEmpty() || status.getLen() > LARGEST_FILE) {
        LOG.warn(
            "not a file of the attempt journal, skipped file={} bytes={}",
            shown(status.getPath()),
            status.getLen());
      } else {
        found.add(file.get());
      }
    }
    return found;
  }

  private FileStatus[] statuses() throws IOException {
    try {
      FileStatus[] statuses = files.listStatus(folder);
      return statuses == null ? new FileStatus[0] : statuses;
    } catch (IOException e) {
      throw failed("listing", folder, e);
    }
  }

  /** What a file says; nothing, with a warning, where it is not whole or cannot be read. */
  Map<SourcePosition, Integer> read(JournalFile file) {
    Path path = path(file);
    try (FSDataInputStream in = files.open(path)) {
      return JournalFormat.read(in.readAllBytes());
    } catch (FileNotFoundException e) {
      LOG.debug("file of the attempt journal is gone file={}", shown(path), e);
    } catch (IOException e) {
      LOG.warn("unreadable file of the attempt journal, skipped file={}", shown(path), e);
    }
    return Map.of();
  }

  /**
   * Writes a file that outlives this process.
   *
   * @throws IOException if it is not certain that it does
   */
  void write(JournalFile file, Map<SourcePosition, Integer> fruitless) throws IOException {
    Path path = path(file);
    try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
      out.write(JournalFormat.write(fruitless));
      if (!files.isDistributedFS()) {
        // Others have no such call, or keep what was closed.
        out.sync();
      }
    } catch (IOException e) {
      throw failed("writing to", path, e);
    }
  }

  /** Deletes a file; one that stays is only worth a warning. */
  void delete(JournalFile file) {
    try {
      files.delete(path(file), false);
    } catch (FileNotFoundException e) {
      LOG.debug("file of the attempt journal is gone file={}", shown(path(file)), e);
    } catch (IOException e) {
      LOG.warn("file of the attempt journal not deleted file={}", shown(path(file)), e);
    }
  }

  private Path path(JournalFile file) {
    return new Path(folder, file.name());
  }

  private static IOException failed(String what, Path path, IOException cause) {
    return new IOException(
        what + " the attempt journal (attempt-journal) failed: " + shown(path), cause);
  }

  private static String shown(Path path) {
    return CREDENTIALS.matcher(path.toString()).replaceAll("******@");
  }
}
