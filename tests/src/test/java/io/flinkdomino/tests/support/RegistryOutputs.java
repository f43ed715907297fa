package io.flinkdomino.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.registry.ConfluentHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads outputs as a consumer would that knows nothing but the registry. */
public final class RegistryOutputs implements UnaryOperator<byte[]> {

  private final ApicurioRegistry registry;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  public RegistryOutputs(ApicurioRegistry registry) {
    this.registry = registry;
  }

  /** The datum behind the header, after it was read with the schema that the header names. */
  @Override
  public byte[] apply(byte[] value) {
    assertThat(value[0]).isEqualTo(ConfluentHeader.MAGIC);
    Schema schema = schemas.computeIfAbsent(ByteBuffer.wrap(value).getInt(1), this::fetch);
    byte[] datum = Arrays.copyOfRange(value, ConfluentHeader.BYTES, value.length);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().directBinaryDecoder(new ByteArrayInputStream(datum), null);
      new GenericDatumReader<>(schema).read(null, decoder);
      assertThat(decoder.inputStream().available()).as("bytes behind the datum").isZero();
    } catch (IOException e) {
      throw new AssertionError("schema " + schema.getFullName() + " must read its data", e);
    }
    return datum;
  }

  private Schema fetch(int id) {
    try {
      return registry.schema(id);
    } catch (Exception e) {
      throw new AssertionError("the registry must know schema " + id, e);
    }
  }

  /** Names of the schemas seen so far. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    schemas.values().forEach(schema -> names.add(schema.getName()));
    return names;
  }
}
