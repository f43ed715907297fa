package io.flinkdomino.operators.prompt;

import io.flinkdomino.schemas.PromptRecord;

/** The bytes of one wire format to the record that both share. */
interface PromptReader {

  /**
   * @throws InvalidPromptException if the bytes are not one prompt of this format
   */
  PromptRecord read(byte[] value) throws InvalidPromptException;
}
