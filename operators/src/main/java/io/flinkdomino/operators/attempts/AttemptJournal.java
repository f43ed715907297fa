package io.flinkdomino.operators.attempts;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers beyond the death of the process which prompts were about to run.
 *
 * <p>Before prompts run, {@link #started} writes their positions; when the attempt ends in order
 * its files go. What lies there when the next attempt opens the journal was being decoded, or had
 * been, when the process died, and counts as one fruitless attempt more. A checkpoint holds the
 * counts of the prompts in its state, so when it has completed, files from before it go.
 *
 * <p>One subtask, one journal. {@link #started} and {@link #ended} may be called on any one thread,
 * the rest on the mailbox thread; nothing but these, {@link #open} and {@link #close} waits for
 * files.
 */
public interface AttemptJournal extends AutoCloseable {

  /**
   * Opens the journal of an attempt, and reads what earlier ones left.
   *
   * @param folder where its files lie; empty for a journal that remembers nothing
   * @throws IOException if the folder can be neither found nor created, or not be listed
   */
  static AttemptJournal open(Optional<URI> folder, JournalTask task) throws IOException {
    return folder.isPresent() ? FolderJournal.open(folder.get(), task) : new NoJournal();
  }

  /**
   * The fruitless attempts of a prompt that the operator takes up. Ask once for each prompt, when
   * it is restored or arrives: what nobody has asked for yet is kept through checkpoints.
   *
   * @param inCheckpoint how many the restored state says; 0 for a prompt that arrives
   * @return at least {@code inCheckpoint}; one more for each dead attempt since that had started it
   */
  int fruitless(SourcePosition position, int inCheckpoint);

  /**
   * Notes that prompts are about to run; they must not before this returns.
   *
   * @param fruitless for each prompt, the fruitless attempts so far, this one not counted
   * @throws IOException if that may not outlive the process; the prompts must not run then
   */
  void started(Map<SourcePosition, Integer> fruitless) throws IOException;

  /**
   * Notes that a prompt which ran alone has ended: should the process die now, its attempt does not
   * count, although its completion may be lost with the process.
   *
   * @param fruitless as {@link #started} was told
   * @throws IOException if that may not outlive the process; nothing else must run then
   */
  void ended(SourcePosition position, int fruitless) throws IOException;

  /**
   * The operator's part of a checkpoint is being taken.
   *
   * @param withoutProgress prompts in that state that have no token more than when they were taken
   *     up or last started, running or not: their attempt may yet prove fruitless
   */
  void snapshot(long checkpointId, Collection<SourcePosition> withoutProgress);

  /** A checkpoint has completed; those before it are subsumed. */
  void completed(long checkpointId);

  /**
   * The task fails by the prompts that run: their attempts count although the process lives on.
   * {@link #close} does nothing after this.
   */
  void abandon();

  /** The task ends for another reason: no attempt under way counts. Never throws. */
  @Override
  void close();
}
