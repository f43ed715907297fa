package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;

/**
 * Which models to load, and where to.
 *
 * @param target folder of the target model
 * @param draft what drafts for it
 * @param device where the weights go
 * @param elementType what their elements become there
 */
public record ModelSource(
    Path target, DraftChoice draft, TorchDevice device, ElementType elementType) {}
