package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.ablation.Variant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a variant's name as it is written on a command line. */
final class VariantName implements ITypeConverter<Variant> {

  @Override
  public Variant convert(String value) {
    try {
      return Variant.named(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
