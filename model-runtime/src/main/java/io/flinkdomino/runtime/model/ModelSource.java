package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which models to load, and where to.
 *
 * @param target folder of the target model
 * @param draft folder of its drafter; empty for target-only decoding
 * @param device where the weights go
 * @param elementType what their elements become there
 */
public record ModelSource(
    Path target, Optional<Path> draft, TorchDevice device, ElementType elementType) {}
