package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.rows.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a split's name as it is written on a command line. */
final class SplitName implements ITypeConverter<Split> {

  @Override
  public Split convert(String value) {
    return switch (value) {
      case "train" -> Split.TRAIN;
      case "held-out" -> Split.HELD_OUT;
      default -> throw new TypeConversionException("split must be train or held-out, got " + value);
    };
  }
}
