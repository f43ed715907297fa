package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.prompt.InputRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the generate operator; it must be chained directly behind a {@link GatedSource}. */
public final class GenerateOperatorFactory extends AbstractStreamOperatorFactory<OutputRecord>
    implements OneInputStreamOperatorFactory<InputRecord, OutputRecord> {

  private static final long serialVersionUID = 1L;

  private final GenerateSettings settings;
  private final SlotDevices devices;
  private final EngineFactory engines;

  public GenerateOperatorFactory(GenerateSettings settings) {
    this(settings, SlotDevices.CLAIMED, EngineFactory.REAL);
  }

  /** Lets tests decode elsewhere than on the device that a slot holds, or break the engine. */
  GenerateOperatorFactory(GenerateSettings settings, SlotDevices devices, EngineFactory engines) {
    this.settings = settings;
    this.devices = devices;
    this.engines = engines;
    this.chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  // The interface leaves no other way: T is the operator that this factory makes.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<OutputRecord>> T createStreamOperator(
      StreamOperatorParameters<OutputRecord> parameters) {
    return (T) new GenerateOperator(parameters, settings, devices, engines);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return GenerateOperator.class;
  }
}
